/** Job files of other formats become orders: the way in. */
@org.jspecify.annotations.NullMarked
package org.headroom.market.imports;
