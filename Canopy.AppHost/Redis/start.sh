#!/bin/sh
# Starts Redis in a pod. Its passwords come from a Secret: REDIS_PASSWORD, and while that is being rotated REDIS_PASSWORD_PREVIOUS too.
set -eu
umask 077

: "${REDIS_PASSWORD:?is not set; it comes from the Secret cache-secrets}"

# The file of users is one of words: what is no letter, digit or one of these signs would mean something else there.
case $REDIS_PASSWORD${REDIS_PASSWORD_PREVIOUS:-} in
  *[!A-Za-z0-9._~+/=-]*)
    echo "REDIS_PASSWORD and REDIS_PASSWORD_PREVIOUS may have letters, digits and . _ ~ + / = - only" >&2
    exit 78
    ;;
esac

# Readiness asks with a user that may do nothing else: its password is this container's own, so that no rotation cuts it off.
probe=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$probe" >/tmp/probe-password

{
  printf 'user default on ~* &* +@all >%s' "$REDIS_PASSWORD"
  if [ -n "${REDIS_PASSWORD_PREVIOUS:-}" ]; then
    printf ' >%s' "$REDIS_PASSWORD_PREVIOUS"
  fi
  printf '\nuser probe on -@all +ping >%s\n' "$probe"
} >/tmp/users.acl

exec redis-server /etc/canopy/redis.conf --aclfile /tmp/users.acl
