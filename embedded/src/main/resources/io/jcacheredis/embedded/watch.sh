# Becomes a server that ends with the JVM that started it, however that JVM ends, and leaves no files then.
#
# usage: sh watch.sh FOLDER PROGRAM [ARGUMENT...]
# stdin: a pipe that the JVM holds open and never writes to. The kernel closes it when the JVM is gone, even by kill -9.
#
# This shell turns into PROGRAM (exec), so that the JVM's child is the server itself: its pid, its exit code. Before that
# it leaves behind a watcher, detached so that the server has no child it doesn't know. At the end of the pipe
# the watcher kills the server if that is still running, and removes FOLDER. (When the server ends first, the JVM closes
# the pipe: then there is nothing to kill, and the JVM still wants the log in FOLDER.)
folder=$1
shift

# Field 22 of /proc/PID/stat is the time when the process began: another process that got the same pid has another one.
# Empty where there is no /proc.
born() {
  read -r stat 2>/dev/null <"/proc/$$/stat" || return 0
  set -- ${stat##*) }
  echo "${20}"
}

birth=$(born)
exec 3<&0 </dev/null
(
  (
    trap '' HUP INT TERM
    read -r _ <&3
    if kill -0 $$ && [ "$(born)" = "$birth" ]; then
      kill -9 $$
      rm -rf "$folder"
    fi
  ) >/dev/null 2>&1 &
)
exec 3<&-
exec "$@"
