package org.headroom.nvml.raw;

/**
 * One kind of function: how it is called and what stands in its place where the library lacks it.
 *
 * @param signature one letter an argument, see {@link Shapes}
 * @param type the interface to call through
 * @param template a class with one native method, copied for each function of this shape
 * @param absent answers NVML_ERROR_FUNCTION_NOT_FOUND and does nothing
 * @param <T> the same as {@code type}
 */
public record Shape<T>(String signature, Class<T> type, Class<? extends T> template, T absent) {}
