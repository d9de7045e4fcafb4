#!/bin/sh
# Adds Evidence Desk to this user's menu and has .evidence files open with it; needs no administrator.
#
#     ./add-to-menu.sh             from the folder that holds evidence-desk; run it again after moving the folder
#     ./add-to-menu.sh --remove    takes all of it away again; workspaces stay
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/evidence-desk.desktop
kind=$data/mime/packages/evidence-desk.xml
icon=$data/icons/hicolor/scalable/apps/evidence-desk.svg

refresh() {
    # Desktops that lack these tools find the files by themselves, some after the next login.
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime"; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications"; fi
}

if [ "${1:-}" = --remove ]; then
    rm -f -- "$entry" "$kind" "$icon"
    refresh
    echo "Evidence Desk is no longer in the menu."
    exit 0
fi

case $here in
*[\"\$\`\\%]*)
    echo "The name of the folder $here has signs in it that menus cannot hold. Put the folder elsewhere." >&2
    exit 1
    ;;
esac
if [ ! -x "$here/evidence-desk" ]; then
    echo "There is no evidence-desk in $here. Run this from the folder that holds it." >&2
    exit 1
fi

mkdir -p -- "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
cp -- "$here/_internal/resources/icons/evidence-desk.svg" "$icon"
cat >"$kind" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-evidence-desk">
    <comment>Evidence Desk workspace</comment>
    <icon name="evidence-desk"/>
    <glob pattern="*.evidence"/>
  </mime-type>
</mime-info>
XML
cat >"$entry" <<ENTRY
[Desktop Entry]
Type=Application
Version=1.5
Name=Evidence Desk
Comment=Find, tag, prove and pack inspection evidence, offline
Exec="$here/evidence-desk" %f
Icon=evidence-desk
Terminal=false
StartupNotify=true
StartupWMClass=evidence-desk
Categories=Office;
MimeType=application/x-evidence-desk;
ENTRY
refresh
if command -v xdg-mime >/dev/null; then xdg-mime default evidence-desk.desktop application/x-evidence-desk; fi
echo "Evidence Desk is in the menu, and .evidence files open with it."
