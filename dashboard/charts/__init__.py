"""Figure builders: records in, `go.Figure` out; none of them imports Streamlit."""
