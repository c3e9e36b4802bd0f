"""Pictures of a study as SVG and PNG, drawn by us and without a clock."""
