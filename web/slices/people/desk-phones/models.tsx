/** Where the fields are in the telephones that people have. */
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const models = ['yealink', 'grandstream', 'fanvil', 'linphone', 'microsip'] as const;
type Model = (typeof models)[number];
const names: Readonly<Record<Model, string>> = {
  yealink: 'Yealink',
  grandstream: 'Grandstream',
  fanvil: 'Fanvil',
  linphone: 'Linphone',
  microsip: 'MicroSIP',
};

export function Models() {
  const { t } = useTranslation();
  const [model, setModel] = useState<Model>('yealink');
  return (
    <section aria-labelledby="desk-phone-models" className="desk-phone-models">
      <h3 id="desk-phone-models">{t('deskPhones.models')}</h3>
      <Segmented<Model>
        aria-labelledby="desk-phone-models"
        value={model}
        options={models.map((value) => ({ value, label: names[value] }))}
        onChange={setModel}
      />
      <p>{t(`deskPhones.model.${model}`)}</p>
    </section>
  );
}
