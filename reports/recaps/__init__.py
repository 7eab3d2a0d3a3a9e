"""The recaps: tables of numbers whose every number leads to its rows. Pure computing; who asks is a parameter."""
