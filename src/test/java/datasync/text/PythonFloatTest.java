package datasync.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden texts are those of CPython 3.11.
class PythonFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0", "-0.0, -0.0", "4.9E-324, 5e-324", "1e-323, 1e-323", "1.5e-323, 1.5e-323",
    "1e15, 1000000000000000.0", "1e16, 1e+16", "1e22, 1e+22", "2e23, 2e+23", "9.9e22, 9.9e+22",
    "123456789012345680, 1.2345678901234568e+17", "0.1, 0.1", "1e-4, 0.0001", "1e-5, 1e-05",
    "0.00012345, 0.00012345", "9.5, 9.5", "95, 95.0", "-2.5, -2.5", "0.001, 0.001",
    "1.7976931348623157e308, 1.7976931348623157e+308", "2.2250738585072014e-308, "
        + "2.2250738585072014e-308", "NaN, nan", "Infinity, inf", "-Infinity, -inf"
  })
  void repr_isThatOfPython(double value, String text) {
    assertThat(PythonFloat.repr(value)).isEqualTo(text);
  }
}
