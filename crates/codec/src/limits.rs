/// Bounds on what a snapshot may ask for, checked before memory is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file, and of all the blocks that one manifest names.
    pub snapshot_bytes_max: usize,
    /// Entity slots, the world's own not counted.
    pub entities_max: u32,
    /// Component types.
    pub component_types_max: usize,
    /// Bytes of one value.
    pub value_bytes_max: usize,
    /// Objects inside each other in one value; above [`Limits::DEPTH_MAX`] it counts as that.
    pub value_depth_max: usize,
    /// Bytes of the name of a type or class in UTF-8.
    pub name_bytes_max: usize,
    /// Bytes of a key of an object in UTF-8.
    pub key_bytes_max: usize,
}

impl Limits {
    /// The deepest value that any limit allows.
    pub const DEPTH_MAX: usize = 1_024;

    pub(crate) fn depth(&self) -> usize {
        self.value_depth_max.min(Self::DEPTH_MAX)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            snapshot_bytes_max: 64 << 20,
            entities_max: 4_194_304,
            component_types_max: 4_096,
            value_bytes_max: 16 << 20,
            value_depth_max: 128,
            name_bytes_max: 256,
            key_bytes_max: 1_024,
        }
    }
}
