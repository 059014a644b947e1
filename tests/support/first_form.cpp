// SPDX-License-Identifier: MIT
#include "tests/support/first_form.h"

#include "core/crypto/keccak.h"
#include "core/operator/aggregator_records.h"
#include "core/operator/state_store.h"

namespace stoa::test {
namespace {

Bytes keyOf(char table, ByteView rest = {})
{
    Bytes key{static_cast<std::uint8_t>(table)};
    append(key, rest);
    return key;
}

/// Of what came to accounts, everything was written down.
bool toLongNotes(storage::Store& store, storage::WriteBatch& writes)
{
    bool isWhole = true;
    const auto read = store.iterate(keyOf('y'), [&](ByteView key, ByteView note) {
        ByteView place = key.last(sizeof(std::uint64_t) + sizeof(std::uint32_t));
        std::uint64_t block = 0;
        std::uint32_t step = 0;
        takeFixed(place, block);
        takeFixed(place, step);
        const auto row = store.get(node::blockKey(~block));
        const auto there =
            row && *row ? node::decodeBlock(**row) : Result<node::Aggregator::Block>(ErrorCode::NotFound);
        if (!there) return isWhole = false;
        Bytes value =
            toBytes(crypto::keccak256(there->steps.at(~step - there->header.header.firstStep)).bytes);
        value.resize(value.size() + 76, 0x5a); // which nobody reads any more
        append(value, note.last(sizeof(Amount)));
        writes.put(toBytes(key), std::move(value));
        return true;
    });
    return read && isWhole;
}

} // namespace

bool toFirstForm(storage::Store& store)
{
    const auto state = node::StateStore::open(store);
    auto marker = store.get(keyOf('k'));
    if (!state || !marker) return false;
    if (!*marker) return true; // there is nothing yet
    storage::WriteBatch writes;
    (*state)->tree().forEach({}, [&](const state::Key& key, ByteView record) {
        writes.put(keyOf('s', key.bytes), toBytes(record));
    });
    for (std::uint64_t version = (*state)->version(); version > 0; --version) {
        const auto before = (*state)->at(version - 1);
        const auto after = (*state)->at(version);
        if (!before || !after) break; // forgotten
        Bytes row;
        for (const auto& change : state::Tree::changes(*before, *after)) {
            const Bytes record = change.before ? toBytes(*change.before) : Bytes();
            append(row, change.key.bytes);
            row.push_back(change.before ? 1 : 0);
            appendFixed(row, static_cast<std::uint32_t>(record.size()));
            append(row, record);
        }
        Bytes key = keyOf('u');
        appendFixed(key, version);
        writes.put(std::move(key), std::move(row));
    }
    if (!toLongNotes(store, writes)) return false;
    writes.put(keyOf('k'), Bytes((*marker)->begin() + 1, (*marker)->end()));
    return store.commit(std::move(writes)).has_value();
}

} // namespace stoa::test
