/// A bird while it is being moved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bird {
    /// The entity's index.
    pub(crate) index: u32,
    pub(crate) place: Vector,
    pub(crate) velocity: Vector,
    pub(crate) mood: Mood,
}

/// What a bird is about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Mood {
    #[default]
    Flying,
    /// Has enough of it for a while.
    Tired,
    /// Flies to a place, and others follow.
    Leading(Vector),
}

/// A place in the box, or a way through it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Vector {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Vector {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }

    pub(crate) fn square(self) -> f64 {
        self.x * self.x + self.y * self.y
    }

    pub(crate) fn length(self) -> f64 {
        self.square().sqrt()
    }

    /// The same direction at a length within bounds.
    pub(crate) fn clamp_length(self, least: f64, most: f64) -> Self {
        let length = self.length();
        if length > 0.0 { self.times(length.clamp(least, most) / length) } else { Self::new(least, 0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::Vector;

    #[test]
    fn lengths_are_bounded_without_turning() {
        let bounded = Vector::new(3.0, 4.0).clamp_length(1.0, 2.5);
        assert_eq!(bounded, Vector::new(1.5, 2.0));
        assert_eq!(Vector::new(0.3, 0.4).clamp_length(1.0, 2.0).length(), 1.0);
        assert_eq!(Vector::default().clamp_length(1.0, 2.0), Vector::new(1.0, 0.0));
    }
}
