use crate::graph::{BigInt, Value};
use crate::writer::{Writer, tag};

impl Writer {
    /// A value that is no object; an object is left out.
    pub(super) fn primitive(&mut self, value: &Value) {
        match value {
            Value::Undefined => self.undefined(),
            Value::Null => self.null(),
            Value::Bool(value) => self.boolean(*value),
            Value::Number(number) => self.number(*number),
            Value::BigInt(integer) => self.bigint(integer),
            Value::Text(text) => self.string(text),
            Value::Entity(id) => {
                self.tag(tag::ENTITY);
                self.number(id.to_number());
            }
            Value::Object(_) => {}
        }
    }

    fn bigint(&mut self, integer: &BigInt) {
        self.tag(if integer.negative { tag::NEGATIVE } else { tag::POSITIVE });
        self.byte_string(&integer.magnitude);
    }

    /// A hole of an array.
    pub(super) fn hole(&mut self) {
        self.tag(tag::ABSENT);
        self.undefined();
    }
}
