/// The sockets of a reactor, and what the operating system calls each: an event comes with its key.
#[derive(Default)]
pub struct Sources<S> {
    places: Vec<Option<S>>,
    free: Vec<usize>,
}

impl<S> Sources<S> {
    pub fn insert(&mut self, source: S) -> u64 {
        let index = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        self.places[index] = Some(source);
        index as u64
    }

    pub fn remove(&mut self, key: u64) {
        self.places[key as usize] = None;
        self.free.push(key as usize);
    }

    /// Whom an event is for.
    pub fn get(&self, key: u64) -> Option<&S> {
        self.places[key as usize].as_ref()
    }

    /// How many places there are, with those that are free.
    pub fn places(&self) -> usize {
        self.places.len()
    }
}
