#!/bin/sh
# The tarball builds, passes its tests, installs, and uninstalls to nothing:
# distcheck.sh NAME MAKE
set -eu
name=$1
make=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tar -xzf "$name.tar.gz" -C "$dir"
cd "$dir/$name"
$make
$make unit cli
$make install DESTDIR="$dir/root" PREFIX=/usr
"$dir/root/usr/bin/sheet2ndjson" --version
$make uninstall DESTDIR="$dir/root" PREFIX=/usr
left=$(find "$dir/root" -type f -o -type l)
if [ -n "$left" ]; then
	echo "distcheck: left behind:" >&2
	echo "$left" >&2
	exit 1
fi
echo "distcheck: $name.tar.gz is fit to be published"
