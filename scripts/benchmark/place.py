"""The folder everything happens in, on the disk that is measured."""
import os
import shutil
import subprocess
import tempfile
import time

# With less than the first free, the trash is emptied before a row, and with less than the second
# even in the middle of one, although that disturbs the next run.
ROOM_FOR_ROW, ROOM_FOR_RUN = 30 << 30, 8 << 30

SETTLING_SECONDS = 3


class Place:
    def __init__(self, parent):
        self.base = tempfile.mkdtemp(prefix="bench", dir=parent)
        # sshd and its users have to come through
        os.chmod(self.base, 0o755)
        self.trash = f"{self.base}/trash"
        os.makedirs(self.trash)
        self.used = 0

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
        if shutil.disk_usage(self.base).free > wanted or not os.listdir(self.trash):
            return
        # so long as a folder cannot be written to, nothing in it can be removed
        subprocess.run(["chmod", "-R", "u+w", self.trash], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.trash, ignore_errors=True)
        os.makedirs(self.trash)
        os.sync()
        time.sleep(SETTLING_SECONDS)

    def remove(self, folder):
        """Removes at once: for few files, or for names whose bytes stay."""
        if os.path.lexists(folder):
            subprocess.run(["chmod", "-R", "u+w", folder], stderr=subprocess.DEVNULL)
            subprocess.run(["rm", "-rf", folder], check=True)

    def close(self):
        self.remove(self.base)
