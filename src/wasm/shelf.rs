//! Nets that make room for each other. What a net computes with takes many times its file, so of those that can be built again
//! only the ones used last stay built: a page may hold every net and its memory stays small.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use crate::blueprint::Facts;
use crate::classifier::Classifier;
use crate::error::Result;
use crate::judge::Judge;

/// Bytes that built nets may take before another one is built: five of the largest that attacks meet together.
const ROOM: usize = 40 << 20;

thread_local! {
    static SHELF: Shelf = Shelf::new(ROOM);
}

/// A net that is built while it is used, and asked for what is known of it at any time.
pub struct Net {
    facts: Arc<Facts>,
    multiply_adds: u64,
    built: RefCell<Option<Classifier>>,
    /// What it is built from; `None`: it stays built.
    source: Option<Source>,
}

struct Source {
    blueprint: Vec<u8>,
    file: Vec<u8>,
    judge: Judge,
}

impl Source {
    fn build(&self) -> Result<Classifier> {
        Classifier::from_blueprint(&self.blueprint, &self.file, self.judge.clone())
    }
}

impl Net {
    /// One that stays built.
    #[cfg(feature = "tract")]
    pub fn kept(classifier: Classifier) -> Rc<Self> {
        Self::new(classifier, None)
    }

    /// One that gives way to others while nobody uses it.
    pub fn from_blueprint(blueprint: &[u8], file: &[u8], judge: Judge) -> Result<Rc<Self>> {
        SHELF.with(|shelf| shelf.place(Source { blueprint: blueprint.into(), file: file.into(), judge }))
    }

    fn new(classifier: Classifier, source: Option<Source>) -> Rc<Self> {
        let multiply_adds = classifier.network().map_or(0, |network| network.multiply_adds());
        Rc::new(Net { facts: classifier.facts().clone(), multiply_adds, built: RefCell::new(Some(classifier)), source })
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Multiplications of one forward pass; 0 where there is no network.
    pub fn multiply_adds(&self) -> u64 {
        self.multiply_adds
    }

    /// Builds it where it is not built, and asks it.
    pub fn ask<T>(self: &Rc<Self>, question: impl FnOnce(&mut Classifier) -> Result<T>) -> Result<T> {
        SHELF.with(|shelf| shelf.ask(self, question))
    }

    /// Bytes that it takes beside its source; 0 while it is at rest or answers.
    fn bytes(&self) -> usize {
        self.built.try_borrow().map_or(0, |built| built.as_ref().map_or(0, Classifier::bytes))
    }

    /// Lets go of what can be built again, unless it answers or something else uses it.
    fn rest(&self) {
        if let Ok(mut built) = self.built.try_borrow_mut()
            && built.as_ref().is_some_and(|classifier| !classifier.is_shared())
        {
            *built = None;
        }
    }
}

struct Shelf {
    room: usize,
    /// Those with a source, the one used last at the end.
    nets: RefCell<Vec<Weak<Net>>>,
}

impl Shelf {
    fn new(room: usize) -> Self {
        Shelf { room, nets: RefCell::default() }
    }

    fn place(&self, source: Source) -> Result<Rc<Net>> {
        self.make_room();
        let net = Net::new(source.build()?, Some(source));
        self.set_last(&net);
        Ok(net)
    }

    fn set_last(&self, net: &Rc<Net>) {
        let mut nets = self.nets.borrow_mut();
        nets.retain(|other| !std::ptr::eq(other.as_ptr(), Rc::as_ptr(net)));
        nets.push(Rc::downgrade(net));
    }

    fn ask<T>(&self, net: &Rc<Net>, question: impl FnOnce(&mut Classifier) -> Result<T>) -> Result<T> {
        let mut built = net.built.borrow_mut();
        if let Some(source) = &net.source {
            self.set_last(net);
            if built.is_none() {
                self.make_room();
                *built = Some(source.build()?);
            }
        }
        question(built.as_mut().expect("it was built"))
    }

    /// Puts to rest whatever is over the room, those first that nobody used for longest.
    fn make_room(&self) {
        let mut nets = self.nets.borrow_mut();
        nets.retain(|net| net.strong_count() > 0);
        let nets: Vec<_> = nets.iter().filter_map(Weak::upgrade).collect();
        let mut taken: usize = nets.iter().map(|net| net.bytes()).sum();
        for net in nets {
            if taken <= self.room {
                break;
            }
            let before = net.bytes();
            net.rest();
            taken -= before - net.bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::SecondOpinion;
    use crate::onnx::Preprocessing;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const FILE: &[u8] = include_bytes!("../../models/tiny.onnx");

    #[derive(Debug)]
    struct Silent;

    impl SecondOpinion for Silent {
        fn logits(&self, _pixels: &[f32]) -> Result<Vec<f32>> {
            Ok(vec![0.0; 10])
        }
    }

    fn source() -> Source {
        let blueprint = Classifier::from_onnx(FILE, Preprocessing::default()).unwrap().blueprint(FILE).unwrap();
        Source { blueprint, file: FILE.into(), judge: Arc::new(Silent) }
    }

    fn is_built(net: &Net) -> bool {
        net.built.borrow().is_some()
    }

    #[test]
    fn the_net_unused_for_longest_rests_and_answers_the_same_afterwards() {
        let tiny = source().build().unwrap().bytes();
        let shelf = Shelf::new(5 * tiny / 2);
        let grey = vec![0.5; 3072];
        let [first, second, third] = [(); 3].map(|()| shelf.place(source()).unwrap());
        let before = shelf.ask(&first, |net| net.logits(&grey)).unwrap();
        let fourth = shelf.place(source()).unwrap();
        assert_eq!([&first, &second, &third, &fourth].map(|net| is_built(net)), [true, false, true, true]);
        assert_eq!(second.facts().class_count, 10);
        assert_eq!(shelf.ask(&second, |net| net.logits(&grey)).unwrap(), before);
        assert!(is_built(&second) && !is_built(&third));
    }

    #[test]
    fn a_net_in_use_stays() {
        let shelf = Shelf::new(0);
        let used = shelf.place(source()).unwrap();
        let user = shelf.ask(&used, |net| Ok(net.clone())).unwrap();
        let other = shelf.place(source()).unwrap();
        assert!(is_built(&used));
        drop(user);
        shelf.ask(&other, |_| shelf.place(source()).map(|_| ())).unwrap();
        assert!(!is_built(&used) && is_built(&other), "one that answers stays too");
    }
}
