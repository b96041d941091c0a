#!/bin/sh
# Runs Redis or Valkey as a process of this machine, for the AppHost. The data are in the current folder, which one server at a time may
# use: the lock belongs to the server and goes with it, however it ends.
set -eu

exec 9>server.lock
if command -v flock >/dev/null && ! flock --nonblock 9; then
  echo "canopy: waiting for the cache of an earlier start, which still uses $PWD"
  flock 9
fi

# On its standard input, so that no list of processes shows the password.
exec "$REDIS_SERVER" - <<END
port $REDIS_PORT
bind 127.0.0.1 -::1
requirepass $REDIS_PASSWORD
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
END
