//! What Linux tells of the disk below a file: whether it is one that is carried about.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Where the kernel lists devices by their numbers.
const DEVICES: &str = "/sys/dev/block";
/// Encrypted on a volume on a stick, and then some; a ring of devices ends here.
const DEEPEST: usize = 8;

/// Whether a file of this name would lie on a medium that is carried about: one in a reader, on USB, or what is mapped
/// onto such a one. A folder in memory or on the network is none.
pub(crate) fn is_carried(file: &Path) -> bool {
    let folder = match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => file,
    };
    let Ok(found) = fs::metadata(folder) else {
        return false;
    };
    let (major, minor) = (
        rustix::fs::major(found.dev()),
        rustix::fs::minor(found.dev()),
    );
    carries(&Path::new(DEVICES).join(format!("{major}:{minor}")), 0)
}

/// Whether this entry of the kernel's list is a medium.
fn carries(entry: &Path, depth: usize) -> bool {
    let Ok(device) = fs::canonicalize(entry) else {
        return false;
    };
    let on_a_plug = device.iter().any(|part| {
        let starts = |with: &[u8]| part.as_encoded_bytes().starts_with(with);
        starts(b"usb") || starts(b"mmc")
    });
    // Of a partition, the disk around it tells.
    let around = device.parent().map(Path::to_owned);
    let removable = std::iter::once(device.clone())
        .chain(around)
        .any(|folder| is_one(&folder.join("removable")));
    on_a_plug
        || removable
        || (depth < DEEPEST && below(&device).iter().any(|one| carries(one, depth + 1)))
}

fn is_one(file: &Path) -> bool {
    fs::read(file).is_ok_and(|text| text.trim_ascii() == b"1")
}

/// The devices that this one is mapped onto.
fn below(device: &Path) -> Vec<PathBuf> {
    let slaves = fs::read_dir(device.join(OsStr::new("slaves")));
    slaves.map_or_else(
        |_| Vec::new(),
        |entries| entries.flatten().map(|entry| entry.path()).collect(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::os::unix::fs::symlink;

    /// A folder as the kernel's, with devices and what they are mapped onto.
    struct Kernel(tempfile::TempDir);

    impl Kernel {
        fn new() -> Self {
            let kernel = Self(tempfile::tempdir().unwrap());
            fs::create_dir_all(kernel.0.path().join("dev/block")).unwrap();
            kernel
        }

        fn device(&self, number: &str, at: &str, removable: &str) -> PathBuf {
            let device = self.0.path().join("devices").join(at);
            fs::create_dir_all(&device).unwrap();
            fs::write(device.join("removable"), removable).unwrap();
            let entry = self.0.path().join("dev/block").join(number);
            symlink(&device, &entry).unwrap();
            entry
        }

        fn mapped(&self, number: &str, onto: &Path) -> PathBuf {
            let entry = self.device(number, &format!("virtual/block/{number}"), "0\n");
            fs::create_dir(entry.join("slaves")).unwrap();
            symlink(onto, entry.join("slaves/sdb1")).unwrap();
            entry
        }
    }

    #[test]
    fn a_stick_a_card_and_a_disk_in_a_reader_are_carried() {
        let kernel = Kernel::new();
        let stick = kernel.device("8:17", "pci0/usb2/2-1/block/sdb/sdb1", "0\n");
        let card = kernel.device("179:1", "platform/mmc_host/mmc0/block/mmcblk0", "0\n");
        let reader = kernel.device("8:32", "pci0/ata2/block/sdc", "1\n");
        assert!([stick, card, reader].iter().all(|one| carries(one, 0)));
    }

    #[test]
    fn a_partition_is_what_its_disk_is() {
        let kernel = Kernel::new();
        kernel.device("8:32", "pci0/ata2/block/sdc", "1\n");
        assert!(carries(
            &kernel.device("8:33", "pci0/ata2/block/sdc/sdc1", ""),
            0
        ));
    }

    #[test]
    fn a_volume_mapped_onto_a_stick_is_carried_and_onto_the_machines_disk_is_not() {
        let kernel = Kernel::new();
        let stick = kernel.device("8:17", "pci0/usb2/2-1/block/sdb/sdb1", "0\n");
        let disk = kernel.device("259:1", "pci0/nvme/nvme0/nvme0n1/nvme0n1p1", "0\n");
        let on_the_stick = kernel.mapped("253:0", &stick);
        assert!(carries(&kernel.mapped("253:1", &on_the_stick), 0));
        assert!(!carries(&kernel.mapped("253:2", &disk), 0));
        assert!(!carries(&disk, 0));
    }

    #[test]
    fn devices_mapped_onto_each_other_come_to_an_end() {
        let kernel = Kernel::new();
        let one = kernel.device("253:0", "virtual/block/dm-0", "0\n");
        fs::create_dir(one.join("slaves")).unwrap();
        symlink(&one, one.join("slaves/dm-0")).unwrap();
        assert!(!carries(&one, 0));
    }

    #[test]
    fn what_is_no_disk_is_not_carried() {
        let nowhere = Path::new("no such folder").join("file");
        assert!(!is_carried(&nowhere));
        if Path::new("/dev/shm").is_dir() {
            assert!(!is_carried(Path::new("/dev/shm/file")));
        }
    }
}
