@org.jspecify.annotations.NullMarked
package org.headroom.nvml;
