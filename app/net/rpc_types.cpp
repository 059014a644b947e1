// SPDX-License-Identifier: MIT
// The shapes of values in requests and answers.
#include <algorithm>

#include "app/net/rpc_table_chain.h"
#include "core/base/error.h"

namespace stoa::net {

namespace {

using nlohmann::json;

/// "0x" and hex digits of `bytes` bytes; 0: of any number.
bool isHex(const json& value, std::size_t bytes)
{
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    const bool isLong = bytes == 0 ? text.size() >= 2 && text.size() % 2 == 0 : text.size() == 2 + 2 * bytes;
    return isLong && text.starts_with("0x") && std::all_of(text.begin() + 2, text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

bool isCountUpTo(const json& value, std::uint64_t most)
{
    return value.is_number_unsigned() && value.get<std::uint64_t>() <= most;
}

bool isAmount(const json& value)
{
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return !text.empty() && text.size() <= 20 && (text.size() == 1 || text.front() != '0') &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isLevel(const json& value)
{
    return value.is_array() && value.size() == 2 && isCountUpTo(value[0], 255) && isHex(value[1], 32);
}

bool isKeyedRecord(const json& value)
{
    return value.is_array() && value.size() == 2 && isHex(value[0], 32) && isHex(value[1], 0);
}

bool isCode(const json& value)
{
    return value.is_string() && codeOf(value.get_ref<const std::string&>()).has_value();
}

std::optional<std::string> misfitIn(const json& value, const std::vector<RpcField>& fields,
                                    const std::string& where)
{
    if (!value.is_object()) return where + ": not an object";
    for (const RpcField& field : fields) {
        const auto at = value.find(field.name);
        if (at == value.end()) {
            if (field.isOptional) continue;
            return where + "." + std::string(field.name) + ": missing";
        }
        if (const auto misfit = misfitOf(*at, field.type))
            return where + "." + std::string(field.name) + ": " + *misfit;
    }
    for (const auto& item : value.items()) {
        const bool isKnown = std::any_of(fields.begin(), fields.end(),
                                         [&](const RpcField& field) { return field.name == item.key(); });
        if (!isKnown) return where + "." + item.key() + ": not in the list";
    }
    return std::nullopt;
}

} // namespace

static std::vector<RpcType> ownTypes()
{
    return {
        {"number",
         "a whole number from 0 to 2^64 − 1",
         {},
         [](const json& v) { return v.is_number_unsigned(); }},
        {"time",
         "a number: seconds since 1970, of the main chain",
         {},
         [](const json& v) { return v.is_number_unsigned(); }},
        {"flag", "true or false", {}, [](const json& v) { return v.is_boolean(); }},
        {"text", "a string", {}, [](const json& v) { return v.is_string(); }},
        {"amount", "gwei, as a string of decimal digits", {}, &isAmount},
        {"bytes",
         "a string: 0x and an even number of hex digits",
         {},
         [](const json& v) { return isHex(v, 0); }},
        {"hash", "bytes, 32 of them", {}, [](const json& v) { return isHex(v, 32); }},
        {"key", "bytes, 32 of them: a key of the state tree", {}, [](const json& v) { return isHex(v, 32); }},
        {"address", "bytes, 20 of them", {}, [](const json& v) { return isHex(v, 20); }},
        {"company", "bytes, 8 of them: the id of a company", {}, [](const json& v) { return isHex(v, 8); }},
        {"object",
         "bytes, 18 of them: the id of a collaboration, a task, a page",
         {},
         [](const json& v) { return isHex(v, 18); }},
        {"header",
         "bytes: the header of a batch, 256 of them, as core/rollup/FORMAT.md has it",
         {},
         [](const json& v) { return isHex(v, 0); }},
        {"signed header",
         "bytes: the header of a block and its signature; number 0 before the first block",
         {},
         [](const json& v) { return isHex(v, 0); }},
        {"hashes",
         "bytes: any number of hashes, one after the other",
         {},
         [](const json& v) { return isHex(v, 0) && (v.get_ref<const std::string&>().size() - 2) % 64 == 0; }},
        {"code", "a string: the stable name of a refusal, for example wrong-nonce", {}, &isCode},
        {"JSON", "any value", {}, [](const json&) { return true; }},
        {"level",
         "a list of two: the bit that the key is told apart by, and the sibling’s hash",
         {},
         &isLevel},
        {"keyed record", "a list of two: a key, and the record’s bytes", {}, &isKeyedRecord},
        {"Path",
         "a way from a leaf to the root",
         {{"empty", "flag", "the whole tree has no record"},
          {"key", "key", "of the leaf where the way ends"},
          {"value", "bytes", "the record there"},
          {"levels", "level[]", "from the leaf upwards"}}},
        {"NodeInfo",
         "the node and its chain",
         {{"definition", "text", "the network’s definition, canonical JSON"},
          {"head", "signed header", "the newest block"},
          {"now", "time", "by the main chain"},
          {"openBatch", "number", "the batch that is being filled; 0: none"},
          {"tipBatch", "number", "the newest posted batch"},
          {"tipHeader", "hash", "of that batch’s header"},
          {"finalBatch", "number", "the newest batch that cannot be challenged any more"},
          {"rollbacks", "number", "how many there have been"},
          {"lastEvent", "number", "the newest event of the main chain"},
          {"aggregator", "address", "who makes the blocks here"},
          {"aggregatorBond", "amount", "what it answers with"},
          {"validator", "address", "who checks here; zeros: nobody does"},
          {"validatorCredit", "amount", "what it has earned by challenges"},
          {"corruptNextBatch", "flag", "a test of the network has been asked for"}}},
        {"Batch",
         "a batch and how far it is",
         {{"header", "header", "of an open batch only what is known so far"},
          {"stage", "number", "0 open, 1 posted, 2 challenged, 3 rolled back, 4 final"},
          {"windowCloses", "time", "until then it can be challenged"},
          {"check", "number", "by this node’s validator: 0 not checked, 1 the same, 2 different"},
          {"wrongStep", "number", "with check 2: the first step whose root is wrong"}}},
        {"Event",
         "something that happened on the main chain",
         {{"id", "number", "rises; gaps are of no interest to members"},
          {"what", "number",
           "0 joined, 1 deposited, 2 posted, 3 announced, 4 proved wrong, 5 proved right, 6 rolled back, 7 "
           "slashed, 8 left"},
          {"time", "time", ""},
          {"batch", "number", "0: about none"},
          {"who", "address", ""},
          {"paid", "amount", ""},
          {"burnt", "amount", ""}}},
        {"BlockSteps",
         "what a block’s stepsHash is made of",
         {{"header", "signed header", ""}, {"steps", "hashes", "keccak of each step"}}},
        {"BatchSteps",
         "what a batch’s steps tree is made of",
         {{"steps", "hashes", "keccak of each step"}, {"roots", "hashes", "as claimed after each step"}}},
        {"Company",
         "all records of a company, and their way to the root",
         {{"head", "signed header", "the block whose root the path leads to"},
          {"root", "hash", "of the company’s part of the tree; zeros: there is no such company"},
          {"path", "Path", "from there to the root"},
          {"isUnchanged", "flag", "the root is the one that was asked about; records are left out"},
          {"isPart", "flag", "more records of this root come behind the last one"},
          {"records", "keyed record[]", "in the order of keys"}}},
        {"Record",
         "one record, or that there is none, and its way to the root",
         {{"head", "signed header", "the block whose root the path leads to"},
          {"path", "Path", "the record is there if the path’s key is the one that was asked about"}}},
        {"Step",
         "what became of a step",
         {{"stage", "number", "0 unknown, 1 included, 2 rolled back, 3 refused, 4 taken in, to be run again"},
          {"block", "number", ""},
          {"batch", "number", ""},
          {"step", "number", "its place in the batch"},
          {"refusal", "code", "with stage 3", true}}},
        {"Purse",
         "money of an address on the main chain",
         {{"balance", "amount", "in its own hands"},
          {"credit", "amount", "with the contract, for the address to fetch"}}},
        {"Credit",
         "money that came to an account; the node’s word, no proof is with it",
         {{"block", "number", ""},
          {"batch", "number", ""},
          {"step", "number", ""},
          {"time", "time", ""},
          {"kind", "number", "of the step, as core/mvm/PROTOCOL.md has it"},
          {"from", "address", "who signed it; zeros: nobody"},
          {"dac", "company", "that it is about; zeros: none"},
          {"object", "object", "the collaboration, invitation or motion, if it is about one"},
          {"amount", "amount", ""},
          {"table", "number", "of a Settle: the table of what it ended; an older node does not say it", true},
          {"sub", "number", "of a Settle: of a case its round", true}}},
        {"OwnerStatus",
         "the program that holds the data folder",
         {{"version", "text", ""},
          {"build", "text", "which build of that version"},
          {"pid", "number", ""},
          {"mode", "text", "local or remote"},
          {"node", "text", "the node that is followed; empty: none"},
          {"isServing", "flag", ""}}},
        {"OwnerAnswer",
         "a command’s answer: result and text, or what there is to sign",
         {{"result", "JSON", "what stoa-cli --json prints", true},
          {"text", "text", "what stoa-cli prints", true},
          {"note", "text", "about the answer, for the person alone", true},
          {"isWaiting", "flag", "signed and kept, and the network has not taken it yet", true},
          {"draft", "number", "for owner_send; it is kept for ten minutes", true},
          {"domain", "hash", "of the signatures", true},
          {"steps", "bytes[]", "unsigned", true},
          {"from", "text", "the account that acts", true},
          {"signer", "text", "the address of the key that must sign", true}}},
        {"NewHead",
         "the newest block; others may have come between it and the one that was told before",
         {{"head", "signed header", ""},
          {"openBatch", "number", "that it belongs to; 0: its batch is posted"}}},
        {"BatchNews",
         "a batch that went one stage further or was checked",
         {{"number", "number", "of the batch"}, {"batch", "Batch", ""}}},
        {"AccountNews",
         "an account’s record as it is now",
         {{"account", "address", ""}, {"record", "Record", "to be checked like any other"}}},
        {"News",
         "the parameters of a message `news`, which has no id and takes no answer",
         {{"subscription", "number", "as subscribe gave it"},
          {"topic", "text", "block, batch or account"},
          {"value", "JSON", "of the topic’s type"}}},
    };
}

const std::vector<RpcType>& rpcTypes()
{
    static const std::vector<RpcType> types = [] {
        std::vector<RpcType> all = ownTypes();
        for (auto more = chainTypes(); RpcType & type : more) all.push_back(std::move(type));
        return all;
    }();
    return types;
}

std::optional<std::string> misfitOf(const json& value, std::string_view type)
{
    if (type.ends_with("[]")) {
        type.remove_suffix(2);
        if (!value.is_array()) return "not a list";
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (const auto misfit = misfitOf(value[i], type))
                return "[" + std::to_string(i) + "]: " + *misfit;
        }
        return std::nullopt;
    }
    const auto& types = rpcTypes();
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const RpcType& each) { return each.name == type; });
    if (found == types.end()) return "there is no type " + std::string(type);
    if (found->fits == nullptr) return misfitIn(value, found->fields, std::string(type));
    if (found->fits(value)) return std::nullopt;
    return "not a " + std::string(type);
}

namespace {

std::string helpOf(std::string_view type)
{
    const auto& types = rpcTypes();
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const RpcType& each) { return each.name == type; });
    return found == types.end() ? std::string(type) : std::string(found->help);
}

} // namespace

std::optional<std::string> complaintAbout(const RpcMethod& method, const json& parameters)
{
    if (parameters.is_array() && parameters.empty() && method.parameters.empty()) return std::nullopt;
    if (!parameters.is_object()) return "The parameters are not given by name.";
    for (const RpcField& field : method.parameters) {
        const auto at = parameters.find(field.name);
        const std::string name = "“" + std::string(field.name) + "”";
        if (at == parameters.end() && !field.isOptional) return "The parameter " + name + " is missing.";
        if (at != parameters.end() && misfitOf(*at, field.type)) {
            const bool isList = field.type.ends_with("[]");
            const auto type = field.type.substr(0, field.type.size() - (isList ? 2 : 0));
            return "The parameter " + name + " must be " + (isList ? "a list, each of it " : "") +
                   helpOf(type) + ".";
        }
    }
    for (const auto& item : parameters.items()) {
        const bool isKnown = std::any_of(method.parameters.begin(), method.parameters.end(),
                                         [&](const RpcField& field) { return field.name == item.key(); });
        if (!isKnown) return "There is a parameter that this method does not have.";
    }
    return std::nullopt;
}

} // namespace stoa::net
