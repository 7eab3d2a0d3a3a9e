from talk import answer

answer()
