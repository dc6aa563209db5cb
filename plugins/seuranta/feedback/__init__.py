"""What staff get back: their workbook with marks, the state of their folder, empty workbooks to fill."""
