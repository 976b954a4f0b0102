#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# search-peers.sh BUILD: installs the peers and runs them beside decrochectl on the same archives and
# questions (particuliers, November): stock FTS5, Xapian with the French stemmer, PostgreSQL french with
# unaccent, minisearch. Each gets the same fields (title, names others give it, description, headings, text),
# any-word matching, its own field weights, grammar left out and, where it has it, prefixes and fuzziness.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
shared=${DCR_SHARED:-$here/../../../shared}
questions=$shared/relevance/dev.tsv
[ -f "$questions" ] || { echo "peers left out: $questions is not here" >&2; exit 0; }

need () { dpkg -s "$1" >/dev/null 2>&1 || missing="$missing $1"; }
missing=""
for package in python3-xapian python3-psycopg2 postgresql postgresql-contrib postgresql-common nodejs npm; do
  # a node that came another way will do
  case $package in nodejs|npm) command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && continue ;; esac
  need $package
done
if [ -n "$missing" ]; then
  echo "installing$missing" >&2
  apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q $missing >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
engines="ours fts5 xapian minisearch"
if ! (cd "$work" && npm install --silent --no-audit --no-fund minisearch@7.2.0 >/dev/null); then
  echo "minisearch left out: npm does not reach its registry from here" >&2
  engines="ours fts5 xapian"
fi
cp "$here/search-peers.mjs" "$work/"
"$build/app/cli/decrochectl" --base "$work/base" import "$shared"/reference/vosdroits-*-2020-11-05.zip >&2
export PEERS_WORK="$work" PEERS_QUESTIONS="$questions" PEERS_CTL="$build/app/cli/decrochectl"
chmod 711 "$work"
/usr/bin/python3 "$here/search-peers.py" $engines
# a private PostgreSQL that goes with this run
pg_virtualenv -t /usr/bin/python3 "$here/search-peers.py" postgresql
