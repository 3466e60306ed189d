//! Pictures of odd sizes in and out.

use easily_fooled::image::{change_to_rgba, from_rgba, to_rgba};

/// Small sizes, and now and then one out of all range.
fn size(byte: u8) -> usize {
    match byte {
        250.. => usize::MAX >> (5 * (255 - byte)),
        _ => usize::from(byte % 13),
    }
}

pub fn attempt(bytes: &[u8]) {
    let Some((&[a, b, c, d, zoom], rest)) = bytes.split_first_chunk() else { return };
    let (source, target) = ([size(a), size(b)], [c, d].map(|side| usize::from(side % 13)));
    let length = source[0].wrapping_mul(source[1]).wrapping_mul(4).min(1 << 10);
    let rgba: Vec<u8> = rest.iter().cycle().take(if rest.is_empty() { 0 } else { length }).copied().collect();
    for rgba in [rest, &rgba] {
        let Ok(planar) = from_rgba(rgba, source, target) else { continue };
        assert_eq!(planar.len(), 3 * target[0] * target[1]);
        assert!(planar.iter().all(|value| (0.0..=1.0).contains(value)));
        let back = to_rgba(&planar, target, 1).expect("a picture of its size");
        assert_eq!(from_rgba(&back, target, target), Ok(planar.clone()), "native size is copied exactly");
        let _ = to_rgba(&planar, target, size(zoom));
    }
    // Any floats, of any length, as if they were a picture of any size.
    let floats: Vec<f32> = rest.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    let _ = to_rgba(&floats, source, size(zoom));
    let (before, after) = floats.split_at(floats.len() / 2);
    let _ = change_to_rgba(before, after, source, f32::from(zoom) - 100.0);
    let _ = change_to_rgba(&floats, &floats, [1, floats.len()], f32::INFINITY);
}
