//! Keys as JavaScript compares them.

use std::cmp::Ordering;

use terrarium_ecs::Name;

use crate::error::Outcome;
use crate::graph::{Object, Properties, Value};
use crate::pickle::Budget;

/// What tells two keys of a `Map` or members of a `Set` apart. A handle is a number to JavaScript, and the
/// two zeros are one key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'v> {
    Undefined,
    Null,
    Bool(bool),
    Number(u64),
    BigInt(bool, &'v [u8]),
    Text(&'v Name),
    Object(Object),
}

fn key(value: &Value) -> Key<'_> {
    match value {
        Value::Undefined => Key::Undefined,
        Value::Null => Key::Null,
        Value::Bool(bool) => Key::Bool(*bool),
        Value::Number(number) => Key::Number((number + 0.0).to_bits()),
        Value::Entity(id) => Key::Number(id.to_number().to_bits()),
        Value::BigInt(number) => Key::BigInt(number.negative, &number.magnitude),
        Value::Text(text) => Key::Text(text),
        Value::Object(object) => Key::Object(*object),
    }
}

/// Entries of a `Map`: of equal keys the first, with the value of the last.
pub(super) fn entries(list: Vec<(Value, Value)>, budget: &mut Budget) -> Outcome<Vec<(Value, Value)>> {
    once(list, |(a, _), (b, _)| key(a).cmp(&key(b)), |kept, later| kept.1 = later.1, budget)
}

/// Members of a `Set`: of equal ones the first.
pub(super) fn members(list: Vec<Value>, budget: &mut Budget) -> Outcome<Vec<Value>> {
    once(list, |a, b| key(a).cmp(&key(b)), |_, _| (), budget)
}

/// Properties in the order that JavaScript gives them: array indices first, ascending. Of equal names the
/// first, with the value of the last.
pub(super) fn properties(list: Properties, budget: &mut Budget) -> Outcome<Properties> {
    let mut list = once(list, |(a, _), (b, _)| a.cmp(b), |kept, later| kept.1 = later.1, budget)?;
    if list.iter().any(|(name, _)| array_index(name).is_some()) {
        list.sort_by_cached_key(|(name, _)| array_index(name).unwrap_or(u32::MAX));
    }
    Ok(list)
}

/// The number that a name spells, if it may be the index of an array element.
fn array_index(name: &Name) -> Option<u32> {
    let digits = name.units();
    if digits.is_empty()
        || digits.len() > 10
        || (digits.len() > 1 && digits.first() == Some(&u16::from(b'0')))
    {
        return None;
    }
    let digit = |&unit: &u16| char::from_u32(unit.into())?.to_digit(10).map(u64::from);
    let number = digits.iter().try_fold(0, |number, unit| Some(number * 10 + digit(unit)?))?;
    u32::try_from(number).ok().filter(|&index| index < u32::MAX)
}

/// Merges equal elements into the first of them.
fn once<T>(
    list: Vec<T>,
    compare: impl Fn(&T, &T) -> Ordering,
    merge: impl Fn(&mut T, T),
    budget: &mut Budget,
) -> Outcome<Vec<T>> {
    if list.len() <= FEW && are_distinct(&list, &compare) {
        return Ok(list);
    }
    let firsts = firsts(&list, &compare, budget)?;
    let mut places = budget.list(list.len())?;
    let mut kept: Vec<T> = budget.list(list.len())?;
    for (at, element) in list.into_iter().enumerate() {
        if firsts[at] == at {
            places.push(kept.len());
            kept.push(element);
        } else {
            let place = places[firsts[at]];
            places.push(place);
            merge(&mut kept[place], element);
        }
    }
    Ok(kept)
}

/// So few elements are compared each with each.
const FEW: usize = 8;

fn are_distinct<T>(list: &[T], compare: &impl Fn(&T, &T) -> Ordering) -> bool {
    let after = |at: usize| list.iter().skip(at + 1);
    list.iter().enumerate().all(|(at, a)| after(at).all(|b| compare(a, b).is_ne()))
}

/// For each element, where the first that equals it is. Sorts, so that no choice of keys makes it slow.
fn firsts<T>(list: &[T], compare: &impl Fn(&T, &T) -> Ordering, budget: &mut Budget) -> Outcome<Vec<usize>> {
    let (mut order, mut firsts) = (budget.list(list.len())?, budget.list(list.len())?);
    order.extend(0..list.len());
    firsts.extend(0..list.len());
    order.sort_by(|&a: &usize, &b: &usize| compare(&list[a], &list[b]));
    for (&before, &after) in order.iter().zip(order.iter().skip(1)) {
        if compare(&list[before], &list[after]).is_eq() {
            firsts[after] = firsts[before];
        }
    }
    Ok(firsts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(names: &[&str]) -> Properties {
        names.iter().zip(0..).map(|(&name, at)| (Name::from(name), Value::Number(at.into()))).collect()
    }

    fn shown(list: &[(Name, Value)]) -> Vec<String> {
        list.iter().map(|(name, value)| format!("{name}={value:?}")).collect()
    }

    #[test]
    fn of_equal_names_the_first_place_and_the_last_value_stay() {
        for filler in [0, 20] {
            let names: Vec<String> = (0..filler).map(|n| format!("f{n}")).collect();
            let mut list = numbered(&["b", "a", "b", "c", "b"]);
            list.extend(names.iter().map(|name| (Name::from(name.as_str()), Value::Null)));
            let list = properties(list, &mut Budget::new("bytesMax", 4_096)).expect("in the budget");
            assert_eq!(shown(&list[..3]), ["b=Number(4.0)", "a=Number(1.0)", "c=Number(3.0)"]);
            assert_eq!(list.len(), 3 + filler);
        }
    }

    #[test]
    fn array_indices_come_first() {
        let list = numbered(&["b", "10", "01", "2", "4294967295", "4294967294", "", "0"]);
        let list = properties(list, &mut Budget::new("bytesMax", 4_096)).expect("in the budget");
        let names: Vec<String> = list.iter().map(|(name, _)| name.to_string()).collect();
        assert_eq!(names, ["0", "2", "10", "4294967294", "b", "01", "4294967295", ""]);
    }

    #[test]
    fn members_are_told_apart_as_a_set_does() {
        let handle = terrarium_ecs::EntityId::new(0, 7, 0).expect("in range");
        let list = vec![
            Value::Number(0.0),
            Value::Number(-0.0),
            Value::Number(f64::NAN),
            Value::Number(f64::NAN),
            Value::Entity(handle),
            Value::Number(7.0),
            Value::Text(Name::from("7")),
            Value::Bool(false),
            Value::Null,
        ];
        assert_eq!(members(list, &mut Budget::new("bytesMax", 4_096)).expect("in the budget").len(), 6);
    }
}
