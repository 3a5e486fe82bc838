# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of demarche-index

_demarche_index() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} word command=''
    local commands='add extract articles delete stats compact merge check verify export reextract rebuild fix speakers'
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case " $commands " in *" $word "*) command=$word && break ;; esac
    done
    case $prev in
    --db | --people | --errors | --metadata | --file) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --date | --outlet | --map | --include | --exclude | --since | --until | --max-depth | --max-ratio | --max-unpacked | --max-article | --jobs | --speaker | --role | --affiliation | --country | --date-end | --place | --event | --to | --note | --merge | --alias | --split) return ;;
    --kind) mapfile -t COMPREPLY < <(compgen -W 'direct mixed indirect' -- "$cur") && return ;;
    --speaker-type) mapfile -t COMPREPLY < <(compgen -W 'person organisation country description' -- "$cur") && return ;;
    --as) mapfile -t COMPREPLY < <(compgen -W 'text markdown html jsonl json csv tsv feed newsml nitf pdf' -- "$cur") && return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur") && return ;;
    esac
    if [[ $cur != -* ]]; then
        if [[ -z $command ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur")
        elif [[ " add extract articles merge rebuild " == *" $command "* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
        return
    fi
    local options='--help'
    case $command in
    '') options+=' --version' ;;
    add) options+=' --db --date --outlet --metadata --map --as --include --exclude --since --until --max-depth --max-ratio --max-unpacked --max-article --people --prune --commit-every --wait --dry-run --quiet --errors --jobs' ;;
    extract) options+=' --date --outlet --metadata --map --as --include --exclude --since --until --max-depth --max-ratio --max-unpacked --max-article --people --quiet --errors --jobs --explain' ;;
    articles) options+=' --date --outlet --metadata --map --as --include --exclude --since --until --max-depth --max-ratio --max-unpacked --max-article --quiet --errors' ;;
    delete | merge) options+=' --db --wait --quiet --errors' ;;
    compact) options+=' --db --wait' ;;
    check | verify) options+=' --db --quiet --errors' ;;
    export) options+=' --db' ;;
    reextract) options+=' --db --people --jobs --wait --quiet --errors' ;;
    rebuild) options+=' --db --people --jobs --quiet --errors' ;;
    stats) options+=' --db --format' ;;
    fix) options+=' --db --speaker --speaker-type --role --affiliation --country --date --date-end --place --event --to --kind --not-a-statement --note --file --list --undo --format --wait --quiet --errors' ;;
    speakers) options+=' --db --unresolved --merge --alias --split --format --wait --quiet --errors' ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
}
complete -o filenames -F _demarche_index demarche-index
