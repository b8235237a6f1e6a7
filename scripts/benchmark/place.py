"""The folder everything happens in: in a file system of its own where that can be made.

Where a disk is told of every block that becomes free, removing 200,000 files takes minutes, and
whatever comes next is slower meanwhile. A file system in a file ends with that file instead, and
is as new at each measuring. It is ext4 without such orders, past the page cache of the one below,
keeps a journal if that one does, and has an inode for each block, since most files have one.
"""
import os
import shutil
import subprocess
import tempfile
import time

# What is left free on the disk, how much is made use of at most, and what all rows need.
SPARE, MOST, ALL_ROWS = 2 << 30, 64 << 30, 36 << 30
# With less than the first free, the trash is emptied before a row, and with less than the second
# even in the middle of one, although that disturbs the next run.
ROOM_FOR_ROW, ROOM_FOR_RUN = 16 << 30, 6 << 30
# As many new files as a row makes.
FILES_FOR_ROW = 3000000
SETTLING_SECONDS = 3


class Place:
    def __init__(self, parent, plain):
        self.base = tempfile.mkdtemp(prefix="bench", dir=parent)
        # sshd and its users have to come through
        os.chmod(self.base, 0o755)
        self.own = not plain and mounted(self.base)
        self.trash = f"{self.base}/trash"
        os.makedirs(self.trash)
        self.used = 0

    def holds_all_rows(self):
        return shutil.disk_usage(self.base).free > ALL_ROWS

    def fresh(self):
        """A path where nothing is, in the trash."""
        self.used += 1
        return f"{self.trash}/{self.used}"

    def discard(self, *paths):
        """Takes something away without removing it: for some seconds after many files were
        removed ext4 is several times slower in making new ones."""
        for path in paths:
            if os.path.lexists(path):
                os.rename(path, self.fresh())
        self.make_room(ROOM_FOR_RUN)

    def make_room(self, wanted=ROOM_FOR_ROW):
        room = os.statvfs(self.base)
        if not os.listdir(self.trash) or (
                room.f_bavail * room.f_frsize > wanted and room.f_favail > FILES_FOR_ROW):
            return
        self.remove(self.trash)
        os.makedirs(self.trash)
        self.sync()
        time.sleep(SETTLING_SECONDS)

    def sync(self):
        """Everything here is on the disk; what others do elsewhere is not waited for."""
        subprocess.run(["sync", "-f", self.base], check=True)

    def remove(self, folder):
        """Removes at once: for few files, or for names whose bytes stay. The files keep their mode,
        since objects of a cache may have it too."""
        if os.path.lexists(folder):
            # from a folder that cannot be written to nothing can be removed
            subprocess.run(["find", folder, "-type", "d", "!", "-perm", "-u+wx", "-exec", "chmod",
                            "u+wx", "{}", ";"], check=True)
            subprocess.run(["rm", "-rf", folder], check=True)

    def close(self):
        if self.own:
            # lazily where somebody still has something open
            if subprocess.run(["umount", self.base]).returncode != 0:
                subprocess.run(["umount", "-l", self.base], check=True)
            os.rmdir(self.base)
        else:
            self.remove(self.base)


def mounted(folder):
    """Makes a file system in a file without a name and mounts it; false when that may not be."""
    if os.getuid() != 0:
        return False
    size = min(shutil.disk_usage(folder).free - SPARE, MOST)
    device, image = None, f"{folder}.image"
    try:
        below = os.path.basename(quietly("findmnt", "-n", "-o", "SOURCE", "-T", folder))
        journal = "has_journal" if os.path.isdir(f"/proc/fs/jbd2/{below}-8") else "^has_journal"
        with open(image, "wb") as out:
            out.truncate(size)
        quietly("mkfs.ext4", "-q", "-F", "-m", "0", "-O", journal, "-E",
                "nodiscard,lazy_itable_init=1", "-i", "4096", image)
        device = quietly("losetup", "--direct-io=on", "-f", "--show", image)
        quietly("mount", "-o", "nodiscard,noinit_itable", device, folder)
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        # the device goes when nothing is mounted any more, and the bytes of the file with it
        if device:
            subprocess.run(["losetup", "-d", device])
        if os.path.exists(image):
            os.unlink(image)
    shutil.rmtree(f"{folder}/lost+found", ignore_errors=True)
    return True


def quietly(*command):
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        check=True).stdout.strip()
