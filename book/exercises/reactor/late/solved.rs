/// The sockets of a reactor, and what the operating system calls each: an event comes with its key,
/// which is a place in the lower half, and in the upper how often it was emptied.
#[derive(Default)]
pub struct Sources<S> {
    places: Vec<(u32, Option<S>)>,
    free: Vec<usize>,
}

fn index(key: u64) -> usize {
    key as u32 as usize
}

impl<S> Sources<S> {
    pub fn insert(&mut self, source: S) -> u64 {
        let index = self.free.pop().unwrap_or_else(|| {
            self.places.push((0, None));
            self.places.len() - 1
        });
        let (generation, place) = &mut self.places[index];
        *place = Some(source);
        u64::from(*generation) << 32 | index as u64
    }

    pub fn remove(&mut self, key: u64) {
        let (generation, place) = &mut self.places[index(key)];
        *place = None;
        *generation = generation.wrapping_add(1);
        self.free.push(index(key));
    }

    /// Whom an event is for.
    pub fn get(&self, key: u64) -> Option<&S> {
        let (generation, place) = &self.places[index(key)];
        let is_late = u64::from(*generation) != key >> 32;
        place.as_ref().filter(|_| !is_late)
    }

    /// How many places there are, with those that are free.
    pub fn places(&self) -> usize {
        self.places.len()
    }
}
