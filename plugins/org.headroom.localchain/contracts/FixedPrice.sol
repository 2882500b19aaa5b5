// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// A price feed for the local chain's coin that always says the same, with eight decimals; always fresh.
contract FixedPrice {
    int256 private immutable price;

    constructor(int256 dollars) {
        price = dollars * 1e8;
    }

    function decimals() external pure returns (uint8) {
        return 8;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, price, block.timestamp, block.timestamp, 1);
    }
}
