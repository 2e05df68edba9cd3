/// When something was written: in which tick, and after how many marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    pub(crate) tick: u32,
    pub(crate) moment: u64,
}
