package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What dvc 3.67's `parse_target` makes of the same texts.
class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "data.dvc, data.dvc, ''",
    "dvc.yaml, dvc.yaml, ''",
    "sub/dvc.yaml:train, sub/dvc.yaml, train",
    ":train, dvc.yaml, train",
    "train, '', train",
    "./train, '', ./train",
    "multi@a:b/c, '', multi@a:b/c",
    "dvc.yaml:multi@a:b, dvc.yaml, multi@a:b",
    "a:b/c, '', a:b/c",
  })
  void parse_splitsAtTheLastColon(String target, String file, String name) {
    assertThat(Address.parse(target)).isEqualTo(new Address(file, name));
  }

  @Test
  void parse_ofAColonAlone_meansThePipeline() {
    assertThat(Address.parse(":")).isEqualTo(new Address("dvc.yaml", ""));
  }
}
