"""What goes back to the units: annotated copies of their workbooks, and letters ready to be sent."""
