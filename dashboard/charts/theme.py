"""What each chart colour means, and the frame every figure shares.

Colours are the stand-ins that Streamlit's front end replaces by the palettes of config.toml, so a
figure follows the reader's light or dark theme at once, without being drawn again.
"""

import plotly.graph_objects as go

CATEGORICAL = tuple(f"#{n:06d}" for n in range(1, 11))
SEQUENTIAL = tuple(f"#{n:06d}" for n in range(11, 21))
DIVERGING = tuple(f"#{n:06d}" for n in range(21, 31))

BOOK, NEUTRAL, ACTION, SECOND, THIRD = CATEGORICAL[:5]
GRADES = dict(zip("ABCDE", CATEGORICAL[5:], strict=True))
LOWERS_RISK, RAISES_RISK = DIVERGING[1], DIVERGING[7]
STANDS_OUT = DIVERGING[8]
TEXT, BACKGROUND, GRID = "#000036", "#000038", "#000039"

DPD_BUCKETS = ("current", "1-29", "30-59", "60-89", "90+", "charged off")
DPD = dict(zip(DPD_BUCKETS, (BOOK, *(SEQUENTIAL[n] for n in (2, 4, 5, 7, 9))), strict=True))

SEVERITY_SCALE = [[n / 9, colour] for n, colour in enumerate(SEQUENTIAL)]
RISK_SCALE = [[n / 9, colour] for n, colour in enumerate(DIVERGING)]

DAY = "%-d %b %Y"
MONTH = "%b %Y"
MONTH_TICK = "%b<br>%Y"


def faded(colour: str, alpha: float) -> str:
    """The colour at an opacity from 0 to 1, as the eight-digit hex that survives replacement."""
    return f"{colour}{round(alpha * 255):02x}"


BAR_ON_TOP = {
    "orientation": "h", "thickness": 8, "len": 0.4, "lenmode": "fraction",
    "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom",
}  # fmt: skip
"""Where a colour bar lies: above the plot, so that its name takes no width on a phone."""


def figure(height: int = 340, *, left: int = 8, right: int = 8, top: int = 8) -> go.Figure:
    """An empty figure with the shared margins, hover and axes; legends are asked for by name."""
    fig = go.Figure()
    fig.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": top, "b": 8},
        showlegend=False,
        font={"size": 13},
        hoverlabel={"align": "left"},
        bargap=0.28,
        uniformtext={"mode": "hide", "minsize": 10},
    )
    fig.update_xaxes(automargin=True, showgrid=False, zeroline=False, fixedrange=True)
    fig.update_yaxes(automargin=True, zeroline=False, fixedrange=True)
    return fig


def legend_on_top(fig: go.Figure) -> go.Figure:
    """Show the legend as one row above the plot, for more than four series."""
    fig.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemsizing": "constant",
            "title": None,
        },
    )
    return fig


def named(text: str, colour: str) -> str:
    """A series' name in its own colour, for a title that does what a legend would."""
    return f'<b><span style="color:{colour}">{text}</span></b>'


def name_on_top(fig: go.Figure, names: dict[str, str]) -> go.Figure:
    """Write up to four series' names in their colours above the plot, instead of a legend."""
    fig.add_annotation(
        text=", ".join(named(name, colour) for name, colour in names.items()),
        x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=6,
        showarrow=False,
    )  # fmt: skip
    return fig


def label_end(
    fig: go.Figure, x: object, y: float, text: str, colour: str = TEXT, *, below: int = 0
) -> go.Figure:
    """Write a series' name beside its last point instead of in a legend, `below` pixels lower."""
    fig.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor="left", xshift=6, yshift=-below,
        font={"color": colour}, bgcolor=faded(BACKGROUND, 0.7), borderpad=0,
    )  # fmt: skip
    return fig
