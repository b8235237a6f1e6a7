"""The data that is measured: always the same bytes for the same sizes, with their checksums."""
import hashlib
import os
import random
import subprocess

# Enough to notice a program that wrote something else, without a second reading of everything.
SAMPLES = 200
PIECE = 1 << 20
# So few files can be removed at once without making the next run slower.
FEW = 100


class Tree:
    """Files of one size in folders of 1,000."""

    def __init__(self, folder, count, size, seed):
        self.folder, self.count, self.size = folder, count, size
        self.digests = {}
        generator = random.Random(seed)
        for i in range(count):
            if i % 1000 == 0:
                os.makedirs(f"{folder}/{i // 1000:03}")
            name = f"{i // 1000:03}/{i:06}.bin"
            total = hashlib.md5()
            with open(f"{folder}/{name}", "wb", buffering=0) as out:
                for piece in noise(generator, size):
                    out.write(piece)
                    total.update(piece)
            self.digests[name] = total.hexdigest()
        self.names = sorted(self.digests)

    def check_copy(self, folder, full):
        """Fails unless the folder has the same files; with `full` every byte is read."""
        found = files(folder)
        expect(found == self.names, f"{folder} has {len(found)} files, not the {self.count}")
        wanted = self.names if full else self.sample()
        expect(
            md5_of(folder, wanted) == {name: self.digests[name] for name in wanted},
            f"{folder} has files with other contents")

    def check_objects(self, folder, full):
        """Fails unless a cache or remote has each file as object, and a listing."""
        found = files(folder)
        objects = [name for name in found if not name.endswith(".dir")]
        expect(len(objects) < len(found), f"{folder} has no listing")
        found = objects
        objects = sorted(self.object_name(name) for name in self.names)
        expect(found == objects, f"{folder} has {len(found)} objects, not the {self.count}")
        wanted = objects if full else [self.object_name(name) for name in self.sample()]
        for name, digest in md5_of(folder, wanted).items():
            expect(name.replace("/", "") == digest, f"{folder}/{name} has other contents")

    def object_name(self, name):
        digest = self.digests[name]
        return f"{digest[:2]}/{digest[2:]}"

    def sample(self):
        return random.Random(self.count).sample(self.names, min(SAMPLES, self.count))

    def linked(self, folder):
        """Fails unless the files of the folder share their bytes with other names."""
        for name in self.sample():
            expect(os.stat(f"{folder}/{name}").st_nlink > 1, f"{folder}/{name} is no hard link")


def noise(generator, size):
    """Random bytes in pieces; of a large file each differs, and is made quickly all the same."""
    if size <= PIECE:
        yield generator.randbytes(size)
        return
    piece = bytearray(generator.randbytes(PIECE))
    for i in range(size // PIECE):
        piece[:16] = i.to_bytes(16, "big")
        yield piece


def expect(holds, complaint):
    if not holds:
        raise AssertionError(complaint)


def files(folder):
    """The relative names of all files below a folder, sorted."""
    found = []
    for root, _, names in os.walk(folder):
        inner = os.path.relpath(root, folder)
        found += names if inner == "." else [f"{inner}/{name}" for name in names]
    return sorted(found)


def md5_of(folder, names):
    """The checksums of files, as the system's md5sum tells them."""
    listed = "\0".join(names).encode()
    out = subprocess.run(
        ["xargs", "-0", "md5sum"], input=listed, cwd=folder, stdout=subprocess.PIPE, check=True)
    return {line[34:]: line[:32] for line in out.stdout.decode().splitlines()}


def warm(*folders):
    """Reads everything once, so that all programs find it in the page cache."""
    for folder in folders:
        subprocess.run(
            f"find '{folder}' -type f -print0 | xargs -0 -n 1000 -P 2 cat >/dev/null", shell=True,
            check=True)
