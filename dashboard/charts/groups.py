"""Approval rates of groups with their intervals."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.review import Cohort


def approval_by_group(cohorts: Sequence[Cohort]) -> go.Figure:
    """One line a group, largest on top: approval rate, 95 % Wilson interval and n."""
    fig = theme.figure(height=36 * len(cohorts) + 70, right=24)
    fig.add_trace(
        go.Scatter(
            y=[f"{cohort.name}, n = {cohort.n:,}" for cohort in cohorts],
            x=[cohort.approval.estimate for cohort in cohorts],
            mode="markers",
            marker={"size": 11, "color": theme.BOOK},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [c.approval.high - c.approval.estimate for c in cohorts],
                "arrayminus": [c.approval.estimate - c.approval.low for c in cohorts],
                "color": theme.BOOK,
                "thickness": 2,
            },
            customdata=[[c.approval.low, c.approval.high, c.approved, c.mean_pd] for c in cohorts],
            hovertemplate="%{y}<br>%{customdata[2]:,} approved, %{x:.1%} (%{customdata[0]:.1%} to "
            "%{customdata[1]:.1%})<br>Mean PD %{customdata[3]:.2%}<extra></extra>",
        )
    )
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(range=[0, 1], tickformat=".0%", showgrid=True, title="Approval rate")
    return fig
