package org.headroom.cli.demo;

import org.headroom.localchain.ChainLike;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a chain that can be imitated. */
final class ChainLikeConverter implements ITypeConverter<ChainLike> {
    @Override
    public ChainLike convert(String name) {
        return ChainLike.named(name)
                .orElseThrow(() -> new TypeConversionException(
                        "unknown chain '" + name + "': choose from " + ChainLike.names() + "."));
    }
}
