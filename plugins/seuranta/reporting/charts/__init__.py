"""Charts of figures, drawn by Vega-Lite as SVG: readable in black and white, each with its numbers written beside."""
