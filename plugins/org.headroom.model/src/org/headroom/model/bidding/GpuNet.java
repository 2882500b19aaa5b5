package org.headroom.model.bidding;

import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/**
 * What an hour of one GPU would bring at today's rules and this hour's tariff.
 *
 * @param ask empty where no price can be told without an order (a script's)
 * @param how the way to the price, in words
 * @param watts what the estimate of the energy is from; empty where nothing is known
 * @param net ask less energy and wear; empty where one of them is
 */
public record GpuNet(
        GpuId gpu,
        boolean offered,
        Optional<Usdc> ask,
        String how,
        Optional<Watts> watts,
        Optional<Usdc> energy,
        Optional<Usdc> wear,
        Optional<Usdc> net) {}
