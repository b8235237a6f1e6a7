"""The folder everything happens in, on the disk that is measured."""
import os
import shutil
import subprocess
import tempfile
import time

# Below this the trash is emptied although that disturbs the next run.
ENOUGH_BYTES = 12 << 30


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
        if shutil.disk_usage(self.base).free < ENOUGH_BYTES:
            self.empty_trash()

    def empty_trash(self):
        # so long as a folder cannot be written to, nothing in it can be removed
        subprocess.run(["chmod", "-R", "u+w", self.trash], stderr=subprocess.DEVNULL)
        removed = len(os.listdir(self.trash))
        shutil.rmtree(self.trash, ignore_errors=True)
        os.makedirs(self.trash)
        os.sync()
        if removed:
            time.sleep(3)

    def close(self):
        subprocess.run(["chmod", "-R", "u+w", self.base], stderr=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", self.base])
