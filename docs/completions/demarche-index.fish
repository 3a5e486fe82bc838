# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of demarche-index

set -l commands add extract articles delete stats
set -l none "not __fish_seen_subcommand_from $commands"
set -l reads "__fish_seen_subcommand_from add extract articles"
set -l reports "__fish_seen_subcommand_from add extract articles delete"
complete -c demarche-index -n "$none" -f -a add -d "add articles to the index"
complete -c demarche-index -n "$none" -f -a extract -d "print statement records"
complete -c demarche-index -n "$none" -f -a articles -d "print article records"
complete -c demarche-index -n "$none" -f -a delete -d "remove articles"
complete -c demarche-index -n "$none" -f -a stats -d "what the index holds"
complete -c demarche-index -s h -l help -d "print help"
complete -c demarche-index -n "$none" -s V -l version -d "print the version"
complete -c demarche-index -n "__fish_seen_subcommand_from add delete stats" -l db -r -d "folder of the index"
complete -c demarche-index -n "$reads" -l date -x -d "day of publication of articles that have none"
complete -c demarche-index -n "$reads" -l outlet -x -d "outlet of articles that name none"
complete -c demarche-index -n "$reports" -s q -l quiet -d "no progress, no summary"
complete -c demarche-index -n "$reports" -l errors -r -d "write failed inputs to a file"
complete -c demarche-index -n "__fish_seen_subcommand_from add extract" -l people -r -d "people besides those built in"
complete -c demarche-index -n "__fish_seen_subcommand_from extract" -l explain -d "say which rules made each statement"
complete -c demarche-index -n "__fish_seen_subcommand_from add extract" -l jobs -x -d "threads"
complete -c demarche-index -n "__fish_seen_subcommand_from add" -l dry-run -d "write nothing"
complete -c demarche-index -n "__fish_seen_subcommand_from stats" -l format -x -a "text json" -d "output format"
