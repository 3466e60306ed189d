//! A CPPN's genome as bytes and as text, as links hold it: what is read is written again the same, and drawn.

use easily_fooled::fooling::Genome;

pub fn attempt(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(genome) = Genome::from_text(text)
    {
        assert_eq!(genome.to_text(), text);
    }
    // The last two bytes are the drawing's size.
    let Some((bytes, &[width, height])) = bytes.split_last_chunk() else { return };
    let Ok(genome) = Genome::from_bytes(bytes) else { return };
    assert_eq!(genome.to_bytes(), bytes);
    assert_eq!(Genome::from_text(&genome.to_text()).as_ref(), Ok(&genome));
    let [width, height] = [width % 9, height % 9].map(usize::from);
    match genome.draw(width, height) {
        Ok(picture) => {
            assert_eq!(picture.len(), 3 * width * height);
            assert!(picture.iter().all(|value| (0.0..=1.0).contains(value)));
            assert_eq!(genome.pruned().draw(width, height), Ok(picture));
        }
        Err(_) => assert!(width == 0 || height == 0),
    }
}
