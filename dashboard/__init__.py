"""The pages of the workbench: what each reader sees, drawn from what the pipelines computed."""
