//! Files with changes that no program made.

/// What some bytes make of a file: every four of them set, take out, repeat or cut something at one place.
#[must_use]
pub(crate) fn changed(file: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    for change in changes.chunks_exact(4) {
        let &[high, low, what, value] = change else { continue };
        if file.is_empty() {
            break;
        }
        let place = usize::from(u16::from_be_bytes([high, low])) % file.len();
        let end = (place + usize::from(value) + 1).min(file.len());
        match what % 8 {
            0..3 => file[place] = b'0' + value % 75,
            3 => file[place] = value,
            4 => file.insert(place, value),
            5 => drop(file.drain(place..end)),
            6 => {
                let piece = file[place..end].to_vec();
                file.splice(end..end, piece);
            }
            _ if value == 0 => file.truncate(place),
            _ => file[place] ^= 1 << (value % 8),
        }
    }
    file
}
