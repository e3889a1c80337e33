//! Digests of texts that are compared with themselves only: no defence against anybody.

/// Returns the 64 bits of FNV-1a: the same on every machine and in every version, unlike the hashes of the standard library.
pub(crate) fn fnv_bits(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Returns the digest in hexadecimal.
pub(crate) fn fnv(bytes: &[u8]) -> String {
    format!("{:016x}", fnv_bits(bytes))
}
