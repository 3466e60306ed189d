//! How much a file becomes when it is decoded, told from its bytes alone: an empty message of two bytes takes some hundred
//! in memory, so a small file could become a huge one.

/// The messages of ONNX that hold others.
#[derive(Clone, Copy)]
enum Message {
    Model,
    Training,
    Function,
    Graph,
    Node,
    Attribute,
    Tensor,
    SparseTensor,
    /// Small messages without a list of messages in them, and what is not known: taken for fields of two bytes each.
    Leaf,
}

/// What a field of bytes holds.
enum Content {
    Message(Message),
    /// Text or raw bytes, one allocation as long as they are.
    Bytes,
    /// Numbers in as many bytes as each needs, at least one; 8 in memory.
    Numbers,
}

impl Message {
    /// By the field's number in onnx.proto.
    fn content(self, field: u64) -> Content {
        use Content::{Bytes, Message as Of, Numbers};
        match (self, field) {
            (Message::Model, 7) | (Message::Training, 1 | 2) | (Message::Attribute, 6 | 11) => Of(Message::Graph),
            (Message::Model, 20) => Of(Message::Training),
            (Message::Model, 25) => Of(Message::Function),
            (Message::Model, 2..=4 | 6) | (Message::Graph, 2 | 10) => Bytes,
            (Message::Graph, 1) | (Message::Function, 7) => Of(Message::Node),
            (Message::Graph, 5) | (Message::Attribute, 5 | 10) | (Message::SparseTensor, 1 | 2) => Of(Message::Tensor),
            (Message::Graph, 15) | (Message::Attribute, 22 | 23) => Of(Message::SparseTensor),
            (Message::Node, 5) => Of(Message::Attribute),
            (Message::Node, _) | (Message::Function, 1 | 4 | 5 | 6 | 8) => Bytes,
            (Message::Attribute, 1 | 4 | 9 | 13 | 21) => Bytes,
            // Floats and doubles are as long here as there.
            (Message::Attribute, 7) | (Message::Tensor, 4 | 6 | 8 | 9 | 10 | 12) => Bytes,
            (Message::Attribute, 8) | (Message::Tensor, 1 | 5 | 7 | 11) => Numbers,
            _ => Of(Message::Leaf),
        }
    }
}

/// Messages nested deeper than this are refused, as by the decoder.
const MAX_DEPTH: usize = 100;

/// Fields and numbers in the file; `None` where its bytes are no such message.
pub fn parts(bytes: &[u8]) -> Option<u64> {
    count(bytes, Message::Model, 0)
}

fn count(mut bytes: &[u8], message: Message, depth: usize) -> Option<u64> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut parts = 0u64;
    while !bytes.is_empty() {
        let key = varint(&mut bytes)?;
        parts += 1;
        match key & 7 {
            0 => drop(varint(&mut bytes)?),
            1 => drop(bytes.split_off(..8)?),
            5 => drop(bytes.split_off(..4)?),
            2 => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                let inside = bytes.split_off(..length)?;
                parts += match message.content(key >> 3) {
                    Content::Message(Message::Leaf) => inside.len() as u64 / 2,
                    Content::Message(message) => count(inside, message, depth + 1)?,
                    Content::Bytes => 0,
                    Content::Numbers => inside.len() as u64,
                };
            }
            _ => return None,
        }
    }
    Some(parts)
}

/// A number of seven bits a byte, lowest first.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for place in 0..10 {
        let byte = *bytes.split_off_first()?;
        value |= u64::from(byte & 127) << (7 * place);
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn empty_messages_count_as_many_and_bytes_as_one() {
        // A graph (7) of 1,000 empty nodes (1), and one whose name (2) has 2,000 bytes.
        let nodes = [&[0x3a, 0xd0, 0x0f][..], &[0x0a, 0].repeat(1000)].concat();
        assert_eq!(parts(&nodes), Some(1001));
        let name = [&[0x3a, 0xd3, 0x0f, 0x12, 0xd0, 0x0f][..], &[65; 2000]].concat();
        assert_eq!(parts(&name), Some(2));
        assert_eq!(parts(&name[..900]), None, "cut off");
        assert_eq!(parts(&[0xff; 12]), None, "no number");
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        // Node in graph in attribute in node, and so on: fields 5, 6 and 1.
        let wrapped = |key: u8, inside: &[u8]| {
            [&[key, (inside.len() & 127) as u8 | 128, (inside.len() >> 7) as u8][..], inside].concat()
        };
        let nested = |depth: usize| {
            let inside = (0..depth).fold(Vec::new(), |inside, place| wrapped([0x2a, 0x0a, 0x32][place % 3], &inside));
            wrapped(0x3a, &inside)
        };
        assert_eq!(parts(&nested(5)), Some(6));
        assert_eq!(parts(&nested(200)), None);
    }
}
