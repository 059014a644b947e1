// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// The peer's side of a proposal: it locks money for an offer and writes down its terms.
contract Escrow {
    struct Offer {
        address asker;
        uint64 answerBy;
        address doer;
        uint64 workBy;
        uint256 locked;
        bytes32 statement;
    }

    mapping(bytes32 => Offer) public offers;

    event Proposed(bytes32 indexed id, address indexed asker, uint256 locked);

    function propose(bytes32 id, address doer, bytes32 statement, uint64 answerBy, uint64 workBy) external payable {
        Offer storage offer = offers[id];
        require(offer.asker == address(0), "taken");
        require(msg.value > 0 && answerBy < workBy, "terms");
        offer.asker = msg.sender;
        offer.answerBy = answerBy;
        offer.doer = doer;
        offer.workBy = workBy;
        offer.locked = msg.value;
        offer.statement = statement;
        emit Proposed(id, msg.sender, msg.value);
    }
}
