use super::cursor::Cursor;
use super::stack::Stack;
use super::{Budget, Item, Made, Object, Place, Tree, opcode};
use crate::error::{CodecError, Outcome};

/// Puts together what a pickle describes.
///
/// # Errors
/// `Corrupt` where the bytes are no pickle, `Unsupported` for an operation that is not known, with its
/// name and where it stands, `Limit` when the budget is spent.
pub(crate) fn read<'a>(input: &'a [u8], budget: &mut Budget) -> Outcome<Tree<'a>> {
    if u32::try_from(input.len()).is_err() {
        return Err(CodecError::unsupported("a pickle of 4 GiB or more is not read"));
    }
    Machine::new(input, budget).run()
}

/// Whether a file begins as a pickle of protocol 2 or later.
pub(crate) fn begins(input: &[u8]) -> bool {
    input.first() == Some(&opcode::PROTO)
}

struct Machine<'a, 'b> {
    cursor: Cursor<'a>,
    stack: Stack,
    memo: Vec<Item>,
    objects: Vec<Object>,
    budget: &'b mut Budget,
}

type Step = Outcome<()>;

impl<'a, 'b> Machine<'a, 'b> {
    fn new(input: &'a [u8], budget: &'b mut Budget) -> Self {
        let cursor = Cursor::new(input);
        Self { cursor, stack: Stack::default(), memo: Vec::new(), objects: Vec::new(), budget }
    }

    fn run(mut self) -> Outcome<Tree<'a>> {
        self.protocol()?;
        loop {
            match self.cursor.operation()? {
                opcode::STOP => return self.stop(),
                operation => self.step(operation)?,
            }
        }
    }

    fn protocol(&mut self) -> Step {
        if self.cursor.operation()? != opcode::PROTO {
            return Err(self.cursor.corrupt("the pickle does not say which protocol it has"));
        }
        match self.cursor.array()? {
            [2..=5] => Ok(()),
            [version] => {
                let message = format!("the pickle has protocol {version}; 2 to 5 are read");
                Err(CodecError::unsupported(message))
            }
        }
    }

    fn stop(self) -> Outcome<Tree<'a>> {
        if !self.cursor.is_at_end() {
            return Err(self.cursor.corrupt("bytes follow after the end"));
        }
        let root = self.stack.only().ok_or_else(|| self.cursor.corrupt("not exactly one value is left"))?;
        self.stack.release(self.budget);
        self.budget.release(self.memo);
        Ok(Tree { input: self.cursor.input, objects: self.objects, root })
    }

    fn step(&mut self, operation: u8) -> Step {
        match operation {
            opcode::FRAME => self.cursor.length::<8>().map(drop),
            opcode::MARK => self.stack.mark(self.budget),
            opcode::POP => self.pop().map(drop),
            opcode::POP_MARK => self.unmark().map(|from| self.stack.truncate(from)),
            opcode::MEMOIZE => self.put(self.memo.len()),
            opcode::BINPUT => self.cursor.array().map(|[at]: [u8; 1]| at.into()).and_then(|at| self.put(at)),
            opcode::LONG_BINPUT => self.index().and_then(|at| self.put(at)),
            opcode::BINGET => self.cursor.array().map(|[at]: [u8; 1]| at.into()).and_then(|at| self.get(at)),
            opcode::LONG_BINGET => self.index().and_then(|at| self.get(at)),
            opcode::APPEND => self.one().and_then(|from| self.append(from)),
            opcode::APPENDS => self.unmark().and_then(|from| self.append(from)),
            opcode::ADDITEMS => self.unmark().and_then(|from| self.join(from)),
            opcode::SETITEM => self.two().and_then(|from| self.assign(from)),
            opcode::SETITEMS => self.unmark().and_then(|from| self.assign(from)),
            opcode::BUILD => self.build(),
            _ => self.make(operation),
        }
    }

    /// Operations that add one item.
    fn make(&mut self, operation: u8) -> Step {
        let item = match operation {
            opcode::EMPTY_LIST => self.add(Object::List(Vec::new())),
            opcode::EMPTY_DICT => self.add(Object::Dict(Vec::new())),
            opcode::EMPTY_SET => self.add(Object::Set(Vec::new())),
            opcode::EMPTY_TUPLE => self.add(Object::Tuple(Vec::new())),
            opcode::TUPLE1 => self.tuple(1),
            opcode::TUPLE2 => self.tuple(2),
            opcode::TUPLE3 => self.tuple(3),
            opcode::TUPLE => self.unmark().and_then(|from| self.collect(from, Object::Tuple)),
            opcode::FROZENSET => self.unmark().and_then(|from| self.collect(from, Object::Set)),
            opcode::GLOBAL => self.global(),
            opcode::STACK_GLOBAL => self.stack_global(),
            opcode::REDUCE | opcode::NEWOBJ => self.call(None),
            opcode::NEWOBJ_EX => self.pop().and_then(|named| self.call(Some(named))),
            _ => self.plain(operation),
        }?;
        self.stack.push(item, self.budget)
    }

    /// A value that stands in the file itself.
    fn plain(&mut self, operation: u8) -> Outcome<Item> {
        match operation {
            opcode::NONE => Ok(Item::None),
            opcode::NEWTRUE => Ok(Item::Bool(true)),
            opcode::NEWFALSE => Ok(Item::Bool(false)),
            opcode::BININT => self.cursor.array().map(|bytes| Item::Int(i32::from_le_bytes(bytes).into())),
            opcode::BININT1 => self.cursor.array().map(|[byte]: [u8; 1]| Item::Int(byte.into())),
            opcode::BININT2 => self.cursor.array().map(|bytes| Item::Int(u16::from_le_bytes(bytes).into())),
            opcode::LONG1 => self.cursor.counted::<1>().map(|span| self.cursor.integer(span)),
            opcode::LONG4 => self.cursor.counted::<4>().map(|span| self.cursor.integer(span)),
            opcode::BINFLOAT => self.cursor.array().map(|bytes| Item::Float(f64::from_be_bytes(bytes))),
            opcode::SHORT_BINUNICODE => self.cursor.counted::<1>().map(Item::Text),
            opcode::BINUNICODE => self.cursor.counted::<4>().map(Item::Text),
            opcode::BINUNICODE8 => self.cursor.counted::<8>().map(Item::Text),
            opcode::SHORT_BINBYTES => self.cursor.counted::<1>().map(Item::Bytes),
            opcode::BINBYTES => self.cursor.counted::<4>().map(Item::Bytes),
            opcode::BINBYTES8 | opcode::BYTEARRAY8 => self.cursor.counted::<8>().map(Item::Bytes),
            _ => Err(self.unknown(operation)),
        }
    }

    fn unknown(&self, operation: u8) -> CodecError {
        let (name, at) = (opcode::name(operation), self.cursor.offset());
        CodecError::unsupported(format!("the operation {name} ({operation:#04x}) at byte {at} is not read"))
    }

    fn underflow(&self) -> CodecError {
        self.cursor.corrupt("an operation finds too little on the stack")
    }

    fn pop(&mut self) -> Outcome<Item> {
        self.stack.pop().ok_or_else(|| self.underflow())
    }

    fn unmark(&mut self) -> Outcome<usize> {
        self.stack.unmark().ok_or_else(|| self.underflow())
    }

    /// Where the topmost item is.
    fn one(&self) -> Outcome<usize> {
        self.stack.last(1).map(|_| self.stack.len() - 1).ok_or_else(|| self.underflow())
    }

    /// Where the topmost two items are.
    fn two(&self) -> Outcome<usize> {
        self.stack.last(2).map(|_| self.stack.len() - 2).ok_or_else(|| self.underflow())
    }

    fn index(&mut self) -> Outcome<usize> {
        self.cursor.array().map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    /// Notes the topmost item in the memo. Pickles number their notes from 0 on, without gaps.
    fn put(&mut self, at: usize) -> Step {
        let top = self.stack.top().ok_or_else(|| self.underflow())?;
        let next = self.memo.len();
        match self.memo.get_mut(at) {
            Some(note) => *note = top,
            None if at == next => self.budget.push(&mut self.memo, top)?,
            None => return Err(self.cursor.corrupt("the memo is filled out of order")),
        }
        Ok(())
    }

    fn get(&mut self, at: usize) -> Step {
        let note = self.memo.get(at).copied();
        let note = note.ok_or_else(|| self.cursor.corrupt("the memo has no such note"))?;
        self.stack.push(note, self.budget)
    }

    fn add(&mut self, object: Object) -> Outcome<Item> {
        let place = Place(self.objects.len() as u32);
        self.budget.push(&mut self.objects, object)?;
        Ok(Item::Object(place))
    }

    fn tuple(&mut self, length: usize) -> Outcome<Item> {
        self.stack.last(length).ok_or_else(|| self.underflow())?;
        self.collect(self.stack.len() - length, Object::Tuple)
    }

    fn collect(&mut self, from: usize, kind: fn(Vec<Item>) -> Object) -> Outcome<Item> {
        let mut items = Vec::new();
        self.budget.extend(&mut items, self.stack.above(from))?;
        self.stack.truncate(from);
        self.add(kind(items))
    }

    fn global(&mut self) -> Outcome<Item> {
        let (module, name) = (self.cursor.line()?, self.cursor.line()?);
        self.add(Object::Global(module, name))
    }

    fn stack_global(&mut self) -> Outcome<Item> {
        let (name, module) = (self.pop()?, self.pop()?);
        match (module, name) {
            (Item::Text(module), Item::Text(name)) => self.add(Object::Global(module, name)),
            _ => Err(self.cursor.corrupt("a name is no text")),
        }
    }

    /// A call, or the making of an instance: written down, never done.
    fn call(&mut self, named: Option<Item>) -> Outcome<Item> {
        let (arguments, of) = (self.pop()?, self.pop()?);
        let Item::Object(arguments) = arguments else { return Err(self.uncallable()) };
        let Item::Object(of) = of else { return Err(self.uncallable()) };
        let pair = [of, arguments].map(|place| self.objects.get(place.0 as usize));
        let [Some(Object::Global(..) | Object::Made(_)), Some(Object::Tuple(_))] = pair else {
            return Err(self.uncallable());
        };
        self.budget.take(size_of::<Made>())?;
        let mut made = Box::new(Made { of, arguments, state: None, rest: None });
        if named.is_some() {
            made.rest(self.budget)?.named = named;
        }
        self.add(Object::Made(made))
    }

    fn uncallable(&self) -> CodecError {
        self.cursor.corrupt("what is called is no class or function, or its arguments no tuple")
    }

    fn build(&mut self) -> Step {
        let state = self.pop()?;
        match self.stack.top().and_then(|item| target(&mut self.objects, item)) {
            Some(Object::Made(made)) if made.state.is_none() => made.state = Some(state),
            Some(Object::Made(_)) => return Err(self.cursor.corrupt("an object gets its state twice")),
            _ => return Err(self.cursor.corrupt("state is given to what has none")),
        }
        Ok(())
    }

    /// Adds the items from here on to the list below them.
    fn append(&mut self, from: usize) -> Step {
        let list = match self.stack.below(from).and_then(|item| target(&mut self.objects, item)) {
            Some(Object::List(list)) => list,
            Some(Object::Made(made)) => &mut made.rest(self.budget)?.items,
            _ => return Err(self.cursor.corrupt("items are added to what is no list")),
        };
        self.budget.extend(list, self.stack.above(from))?;
        self.stack.truncate(from);
        Ok(())
    }

    /// Adds the items from here on to the set below them.
    fn join(&mut self, from: usize) -> Step {
        let set = match self.stack.below(from).and_then(|item| target(&mut self.objects, item)) {
            Some(Object::Set(set)) => set,
            _ => return Err(self.cursor.corrupt("members are added to what is no set")),
        };
        self.budget.extend(set, self.stack.above(from))?;
        self.stack.truncate(from);
        Ok(())
    }

    /// Sets keys, which stand before their values from here on, of the dict below them.
    fn assign(&mut self, from: usize) -> Step {
        let dict = match self.stack.below(from).and_then(|item| target(&mut self.objects, item)) {
            Some(Object::Dict(dict)) => dict,
            Some(Object::Made(made)) => &mut made.rest(self.budget)?.entries,
            _ => return Err(self.cursor.corrupt("keys are set of what is no dict")),
        };
        let (pairs, odd) = self.stack.above(from).as_chunks();
        if !odd.is_empty() {
            return Err(self.cursor.corrupt("a key has no value"));
        }
        self.budget.reserve(dict, pairs.len())?;
        dict.extend(pairs.iter().map(|&[key, value]| (key, value)));
        self.stack.truncate(from);
        Ok(())
    }
}

fn target(objects: &mut [Object], item: Item) -> Option<&mut Object> {
    match item {
        Item::Object(place) => objects.get_mut(place.0 as usize),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_small(input: &[u8]) -> Outcome<Tree<'_>> {
        read(input, &mut Budget::new("bytesMax", 4_096))
    }

    #[test]
    fn an_object_is_what_it_became_after_it_was_noted() {
        let tree = read_small(b"\x80\x04]\x94K\x07ah\x00a.").expect("a list that holds itself");
        assert_eq!(tree.list(tree.root()), Some(&[Item::Int(7), tree.root()][..]));
    }

    #[test]
    fn notes_are_numbered_without_gaps() {
        assert!(read_small(b"\x80\x02]q\x00K\x01q\x01ah\x01a.").is_ok());
        assert!(read_small(b"\x80\x02]q\x01.").is_err());
        assert!(read_small(b"\x80\x02]r\x00\x00\x00\x00.").is_ok());
        assert!(read_small(b"\x80\x02]h\x00.").is_err());
    }

    #[test]
    fn what_lies_below_a_mark_is_out_of_reach() {
        for pickle in [
            &b"\x80\x04](a."[..],
            b"\x80\x04]K\x01(\x85.",
            b"\x80\x04](0.",
            b"\x80\x04](\x94.",
            b"\x80\x04](.",
        ] {
            assert!(read_small(pickle).is_err(), "{pickle:x?}");
        }
        assert!(read_small(b"\x80\x04](K\x01K\x021.").is_ok());
    }

    #[test]
    fn integers_are_read_in_all_their_forms() {
        let root =
            |pickle: &[u8]| read_small(&[b"\x80\x04", pickle, b"."].concat()).expect("a number").root();
        assert_eq!(root(b"J\xff\xff\xff\xff"), Item::Int(-1));
        assert_eq!(root(b"M\xff\xff"), Item::Int(65_535));
        assert_eq!(root(b"\x8a\x00"), Item::Int(0));
        assert_eq!(root(b"\x8b\x02\x00\x00\x00\x00\x80"), Item::Int(-32_768));
        assert_eq!(root(b"G\xbf\xf0\x00\x00\x00\x00\x00\x00"), Item::Float(-1.0));
    }
}
