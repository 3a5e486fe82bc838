# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of demarche-search

_demarche_search() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    case $prev in
    --db) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --limit | --offset | --jobs | --now | --format-version) return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'text json jsonl' -- "$cur") && return ;;
    --sort) mapfile -t COMPREPLY < <(compgen -W 'auto relevance newest oldest' -- "$cur") && return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$cur") && return ;;
    --batch) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --facet | --values)
        mapfile -t COMPREPLY < <(compgen -W 'speaker outlet country kind topic mention place agency lang year month' -- "$cur")
        return
        ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--help --version --db --format --count --limit --offset --sort --facet --explain
            --values --batch --jobs --literal --fold --relax --fields --color --now --mdy --format-version --quiet' -- "$cur")
    fi
}
complete -F _demarche_search demarche-search
