package org.headroom.model.payment;

import java.math.BigInteger;
import org.headroom.model.money.EthAddress;

/** A payment stream's name: which contract on which chain, which token, which number. */
public record StreamRef(long chainId, EthAddress contract, EthAddress token, BigInteger id) {}
