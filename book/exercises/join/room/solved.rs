/// The bytes that a join of two futures takes, if nothing in it asks for an alignment: the sizes of
/// the first future and its answer, and of the second and its answer.
pub fn join_of(a: usize, a_answer: usize, b: usize, b_answer: usize) -> usize {
    let both = a.max(a_answer) + b; // in the pictures `Both` and `First`, B lies at one place
    let second = a + b_answer;
    both.max(second) + 1
}
