// SPDX-License-Identifier: MIT
#include "core/mvm/fetch_ahead.h"

namespace stoa::mvm {
namespace {

/// Keys of records that a field of a payload stands for.
class NamedKeys {
public:
    NamedKeys(const DacId* dac, std::vector<state::Key>& keys)
        : m_dac(dac)
        , m_keys(keys)
    {}

    void add(const Address& account)
    {
        if (!account.isZero()) m_keys.push_back(state::accountKey(account));
    }
    void add(const tx::Party& party)
    {
        add(tx::personOf(party));
        if (const DacId company = tx::companyOf(party); !company.isZero())
            m_keys.push_back(state::purseKey(company));
    }
    void add(const ObjectId& object)
    {
        if (m_dac && !object.isZero()) m_keys.push_back(state::collaborationKey(*m_dac, object));
    }
    template <typename Other>
    void add(const Other&)
    {}

private:
    const DacId* m_dac;
    std::vector<state::Key>& m_keys;
};

} // namespace

void addNamedKeys(const CheckedStep& step, std::vector<state::Key>& keys)
{
    if (!step.transaction) return;
    const tx::Transaction& transaction = *step.transaction;
    const Address& sender = transaction.envelope.from;
    if (!sender.isZero()) keys.push_back(state::accountKey(sender));
    std::visit(
        [&](const auto& payload) {
            const DacId* dac = nullptr;
            if constexpr (requires { payload.dac; }) {
                dac = &payload.dac;
                keys.insert(keys.end(),
                            {state::charterKey(*dac), state::purseKey(*dac), state::memberKey(*dac, sender)});
            }
            if constexpr (requires { payload.asker; }) // it makes a collaboration
                keys.push_back(state::collaborationKey(*dac, tx::objectIdOf(step.digest)));
            if constexpr (requires {
                              payload.tool;
                              payload.object;
                          }) {
                keys.push_back(state::toolKey(*dac, payload.tool));
                keys.push_back(
                    state::recordKey(*dac, payload.tool,
                                     payload.object.isZero() ? tx::objectIdOf(step.digest) : payload.object));
            }
            NamedKeys named(dac, keys);
            forEachField(payload, [&](std::string_view, const auto& field) { named.add(field); });
        },
        transaction.payload);
}

} // namespace stoa::mvm
