// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// A stand-in for USDC on the local chain: six decimals, USDC's EIP-712 domain, and an issuer who mints at will.
contract LocalUsdc {
    string public constant name = "USD Coin";
    string public constant symbol = "USDC";
    string public constant version = "2";
    uint8 public constant decimals = 6;

    address public immutable issuer = msg.sender;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    error NotEnough(address account, uint256 has, uint256 needs);
    error NotAllowed(address spender, uint256 may, uint256 wants);
    error OnlyIssuer();

    function mint(address to, uint256 value) external {
        if (msg.sender != issuer) revert OnlyIssuer();
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 may = allowance[from][msg.sender];
        if (may < value) revert NotAllowed(msg.sender, may, value);
        if (may != type(uint256).max) allowance[from][msg.sender] = may - value;
        move(from, to, value);
        return true;
    }

    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        bytes32 kind = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        return keccak256(
            abi.encode(kind, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, address(this))
        );
    }

    function move(address from, address to, uint256 value) private {
        uint256 has = balanceOf[from];
        if (has < value) revert NotEnough(from, has, value);
        unchecked {
            balanceOf[from] = has - value;
        }
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}
