package org.headroom.wallet;

import org.headroom.model.money.EthAddress;

/** A read-only call of a contract. @param data call data in hexadecimal with {@code 0x} */
record ContractCall(EthAddress to, String data) {}
