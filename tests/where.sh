#!/bin/sh
# Where a file of share/ is installed below PREFIX: where.sh FILE
name=$(basename "$1")
case $1 in
*/completion/*) echo "share/bash-completion/completions/${name%.bash}" ;;
*) echo "share/reviewsheet-tools/$(basename "$(dirname "$1")")/$name" ;;
esac
