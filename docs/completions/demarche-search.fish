# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of demarche-search

complete -c demarche-search -f
complete -c demarche-search -s h -l help -d "print help"
complete -c demarche-search -s V -l version -d "print the version"
complete -c demarche-search -l db -r -a "(__fish_complete_directories)" -d "folder of the index"
complete -c demarche-search -l format -x -a "text json jsonl" -d "output format"
complete -c demarche-search -l format-version -x -a "1" -d "version of the records"
complete -c demarche-search -s q -l quiet -d "no notes on standard error"
complete -c demarche-search -l count -d "print the number of hits"
complete -c demarche-search -l limit -x -d "at most so many hits"
complete -c demarche-search -l offset -x -d "skip so many hits"
complete -c demarche-search -l sort -x -a "auto relevance newest oldest" -d "order of hits"
complete -c demarche-search -l facet -x -a "speaker outlet country kind topic mention place agency lang year month" -d "count hits by value"
complete -c demarche-search -l values -x -a "speaker outlet country kind topic mention place agency lang year month" -d "list the values of a field"
complete -c demarche-search -l batch -r -d "answer each line of a file"
complete -c demarche-search -l literal -d "take the query for plain words"
complete -c demarche-search -l relax -d "run the nearest query that finds something"
complete -c demarche-search -l explain -d "show what was understood"
complete -c demarche-search -l fields -d "print the fields of the query language"
complete -c demarche-search -l color -x -a "auto always never" -d "colour"
complete -c demarche-search -l now -x -d "the day that relative dates count from"
complete -c demarche-search -l mdy -d "read 12/19/2024 as month, day, year"
